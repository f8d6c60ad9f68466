import type { DemoKey } from "./demo-key";
import { KEYS_FOR_TESTING } from "./keys-for-testing";
import { KEYS_IN_USE } from "./keys-in-use";
import { KEYS_OUT_OF_USE } from "./keys-out-of-use";

export const DEMO_KEYS: readonly DemoKey[] = [...KEYS_IN_USE, ...KEYS_OUT_OF_USE, ...KEYS_FOR_TESTING];
