import { answerWithoutPage } from "@/app/answer-without-page";
import { fileHeaders } from "@/lib/http/file-headers";
import { readDetectionPack } from "@/lib/leaks/detection/read-detection-pack";

export const GET = (): Promise<Response> =>
  answerWithoutPage(
    async () => new Response((await readDetectionPack()).trufflehog, { headers: fileHeaders("trufflehog", "yaml") }),
  );
