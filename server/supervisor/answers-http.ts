import { get } from "node:http";

/** Whether a GET of the URL is answered, by default with anything but a server error. */
export const answersHttp = (url: string, accepts = (status: number) => status < 500): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 20_000 }, (response) => {
      response.resume();
      resolve(accepts(response.statusCode ?? 0));
    });
    request.once("error", () => resolve(false));
    request.once("timeout", () => request.destroy());
  });
