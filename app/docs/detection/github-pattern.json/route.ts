import { answerWithoutPage } from "@/app/answer-without-page";
import { fileHeaders } from "@/lib/http/file-headers";
import { readDetectionPack } from "@/lib/leaks/detection/read-detection-pack";

export const GET = (): Promise<Response> =>
  answerWithoutPage(async () => {
    const { github } = await readDetectionPack();
    return new Response(`${JSON.stringify(github, null, 2)}\n`, { headers: fileHeaders("github-pattern", "json") });
  });
