import fc from "fast-check";
import { expect, test } from "vitest";
import { newId, readId, showId } from "./ids";

test("a shown id follows the TypeID specification", () => {
  // The specification's own valid.yml: prefix_01h455vb4pex5vsknk084sn02q ↔ 01890a5d-ac96-774b-bcce-b302099a8057.
  expect(showId("key", "01890a5d-ac96-774b-bcce-b302099a8057")).toBe("key_01h455vb4pex5vsknk084sn02q");
  expect(showId("key", "ffffffff-ffff-ffff-ffff-ffffffffffff")).toBe("key_7zzzzzzzzzzzzzzzzzzzzzzzzz");
});

test("every UUID comes back from its shown id, and only under its own kind", () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      expect(readId("key", showId("key", uuid))).toBe(uuid);
      expect(readId("team", showId("key", uuid))).toBeNull();
    }),
  );
});

test("what is no id reads as null", () => {
  for (const text of [
    "",
    "key_",
    "key_8zzzzzzzzzzzzzzzzzzzzzzzzz",
    "key_01h455vb4pex5vsknk084sn02",
    "key_01H455VB4PEX5VSKNK084SN02Q",
    "x'; --",
  ]) {
    expect(readId("key", text), text).toBeNull();
  }
});

test("ids made one after the other sort in that order", () => {
  const ids = Array.from({ length: 1_000 }, newId);
  expect([...ids].sort()).toEqual(ids);
});
