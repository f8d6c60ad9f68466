import type { Db } from "pg-boss";
import { pool } from "@/lib/db/pool";

/** pg-boss keeps its tables in a schema of its own (`pgboss`), over the pool that everything else in the process shares. */
export const bossDatabase: Db = { executeSql: (text, values) => pool().query(text, values) };
