import type { CallSample, SampleVariables } from "./call-sample";
import { compiledSamples } from "./compiled-samples";
import { scriptSamples } from "./script-samples";

const ORDER = "curl javascript typescript python go java ruby php csharp rust".split(" ");

/** The program that calls an API with a key, in ten languages (product D2), in the order of their tabs. */
export function callSamples(variables: SampleVariables): CallSample[] {
  const samples = { ...scriptSamples(variables), ...compiledSamples(variables) };
  return ORDER.flatMap((id) => samples[id] ?? []);
}
