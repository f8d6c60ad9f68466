export { freePort } from "../database/free-port";
