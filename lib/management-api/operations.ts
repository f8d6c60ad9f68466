import type { Operation } from "./operation";
import { importKeysOperation } from "./operations/import";
import {
  disableKeyOperation,
  enableKeyOperation,
  endSecretOperation,
  extendSecretOperation,
  revokeKeyOperation,
  rotateKeyOperation,
} from "./operations/key-lifecycle";
import { createKeyOperation, editKeyOperation, getKeyOperation, listKeys } from "./operations/keys";
import { listAuditEvents, readKeyUsageOperation, readTeamUsageOperation } from "./operations/reading";

/** Every operation of the management API, as the document lists them. A route without an entry here fails a test. */
export const OPERATIONS: readonly Operation[] = [
  listKeys,
  createKeyOperation,
  importKeysOperation,
  getKeyOperation,
  editKeyOperation,
  disableKeyOperation,
  enableKeyOperation,
  revokeKeyOperation,
  rotateKeyOperation,
  endSecretOperation,
  extendSecretOperation,
  readKeyUsageOperation,
  readTeamUsageOperation,
  listAuditEvents,
];
