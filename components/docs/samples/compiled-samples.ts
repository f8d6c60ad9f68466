import type { CallSample, SampleVariables } from "./call-sample";

// The same program as in script-samples.ts, in languages that are compiled.

const GO = ({ key, url }: SampleVariables) => `package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"
)

func call(attemptsLeft int) (string, error) {
	request, err := http.NewRequest(http.MethodGet, os.Getenv("${url}"), nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("${key}"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	status := response.StatusCode
	if (status == 429 || status == 503) && attemptsLeft > 0 {
		seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
		if err != nil {
			seconds = 1
		}
		time.Sleep(time.Duration(seconds) * time.Second)
		return call(attemptsLeft - 1)
	}
	if status >= 400 {
		// 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
		return "", fmt.Errorf("%d: %s", status, body)
	}
	return string(body), nil
}

func main() {
	body, err := call(3)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(body)
}
`;

const JAVA = ({ key, url }: SampleVariables) => `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

public class Call {
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    static String call(int attemptsLeft) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(System.getenv("${url}")))
            .header("Authorization", "Bearer " + System.getenv("${key}"))
            .build();
        var response = CLIENT.send(request, BodyHandlers.ofString());
        int status = response.statusCode();
        if ((status == 429 || status == 503) && attemptsLeft > 0) {
            long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
            Thread.sleep(seconds * 1000);
            return call(attemptsLeft - 1);
        }
        if (status >= 400) {
            // 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
            throw new IllegalStateException(status + ": " + response.body());
        }
        return response.body();
    }

    public static void main(String[] args) throws Exception {
        System.out.println(call(3));
    }
}
`;

const CSHARP = ({ key, url }: SampleVariables) => `using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;

class Program
{
    static readonly HttpClient Client = new HttpClient();

    static async Task<string> Call(int attemptsLeft)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Environment.GetEnvironmentVariable("${url}"));
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("${key}"));
        var response = await Client.SendAsync(request);
        var status = (int)response.StatusCode;
        if ((status == 429 || status == 503) && attemptsLeft > 0)
        {
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
            return await Call(attemptsLeft - 1);
        }
        var body = await response.Content.ReadAsStringAsync();
        if (status >= 400)
        {
            // 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
            throw new HttpRequestException($"{status}: {body}");
        }
        return body;
    }

    static async Task Main()
    {
        Console.WriteLine(await Call(3));
    }
}
`;

const RUST = ({ key, url }: SampleVariables) => `use std::{env, error::Error, thread, time::Duration};

use reqwest::blocking::Client;

fn call(client: &Client, attempts_left: u32) -> Result<String, Box<dyn Error>> {
    let response = client
        .get(env::var("${url}")?)
        .bearer_auth(env::var("${key}")?)
        .send()?;
    let status = response.status().as_u16();
    if (status == 429 || status == 503) && attempts_left > 0 {
        let wait = response.headers().get("retry-after");
        let seconds = wait.map_or(Ok(1), |value| value.to_str().unwrap_or("1").parse())?;
        thread::sleep(Duration::from_secs(seconds));
        return call(client, attempts_left - 1);
    }
    let body = response.text()?;
    if status >= 400 {
        // 401: the key is not accepted. 403: it may not do this. A second attempt changes neither.
        return Err(format!("{status}: {body}").into());
    }
    Ok(body)
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", call(&Client::new(), 3)?);
    Ok(())
}
`;

export const compiledSamples = (variables: SampleVariables): Record<string, CallSample> => ({
  go: { id: "go", language: "Go", file: "call.go", run: "go run call.go", code: GO(variables) },
  java: { id: "java", language: "Java", file: "Call.java", run: "java Call.java", code: JAVA(variables) },
  csharp: { id: "csharp", language: "C#", file: "Program.cs", run: "dotnet run", code: CSHARP(variables) },
  rust: {
    ...{ id: "rust", language: "Rust", file: "src/main.rs", run: "cargo add reqwest --features blocking && cargo run" },
    code: RUST(variables),
  },
});
