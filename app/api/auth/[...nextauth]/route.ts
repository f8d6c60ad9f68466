import type { NextRequest } from "next/server";
import { handleAuthRequest } from "@/lib/auth/providers/handle-auth-request";
import { refuseGarbage } from "./refuse-garbage";

const handler = async (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> =>
  (await refuseGarbage(request)) ?? handleAuthRequest(request, context);

export { handler as GET, handler as POST };
