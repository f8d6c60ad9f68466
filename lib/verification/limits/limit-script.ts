// The call log of rate-limit.ts in Redis, one key a log: what CallLog does in memory, these do in one call, entry for entry.
//
// The value is a header (version, base, window in ms, calls counted, when the newest entry was opened) and up to 66 entries
// (last call, calls). Times are milliseconds after `base`, so that a clock set back moves one number.

/** `cost`, `now`, and for tests with a time of their own `spare`: how much longer Redis keeps a log by its own clock (ms). */
const startOf = (cost: string, now: string): string => `
local cost, now, spare = tonumber(${cost}), tonumber(${now}), 60000
if not now then
  local time = redis.call('TIME')
  now, spare = time[1] * 1000 + math.floor(time[2] / 1000), 0
end
local HEADER, FIRST, ENTRY, SIZE, MOST, SLICES = '<BdI4I4I6', 24, '<I6I4', 10, 66, 64
`;

/** From `name`, `limit` and `window`: what is counted now, and whether the call is `refused`. */
const READ = `
local log = redis.call('GET', name)
local base, counted, opened, head, last = now, 0, 0, FIRST, FIRST - SIZE
local changed = false
if log and string.byte(log) == 1 then
  local version, formerWindow
  version, base, formerWindow, counted, opened = struct.unpack(HEADER, log)
  changed = formerWindow ~= window
  last = #log - SIZE + 1
end

local lastAt, count
while head <= last do
  lastAt, count = struct.unpack(ENTRY, log, head)
  if base + lastAt > now - window then break end
  counted = counted - count
  head = head + SIZE
  changed = true
end
local newestAt, newestCount
if head <= last then
  newestAt, newestCount = struct.unpack(ENTRY, log, last)
  if base + newestAt > now then
    base = now - newestAt
    changed = true
  end
end
local refused = cost > 0 and counted + cost > limit
`;

/** Counts the cost if the call `spends`, and keeps what has changed. Leaves `answer`: refused 0|1, remaining, ms until the reset. */
const SETTLE = `
local resetIn = 0
if refused then
  local left, allowed, i = counted, math.max(0, limit - cost), head
  while i <= last and left > allowed do
    lastAt, count = struct.unpack(ENTRY, log, i)
    left = left - count
    resetIn = base + lastAt + window - now
    i = i + SIZE
  end
end

local entries
if spends then
  local held = (last - head) / SIZE + 1
  if held == 0 then base = now end
  local at = now - base
  if held > 0 and (at - opened < window / SLICES or held >= MOST) then
    entries = string.sub(log, head, last - 1) .. struct.pack(ENTRY, at, newestCount + cost)
    if held == 1 then lastAt = at end
  else
    opened = at
    entries = (held > 0 and string.sub(log, head) or '') .. struct.pack(ENTRY, at, cost)
    if held == 0 then lastAt = at end
  end
  counted = counted + cost
  newestAt = at
elseif changed and counted > 0 then
  entries = string.sub(log, head)
end
if entries then
  local ends = base + newestAt + window - now + spare
  redis.call('SET', name, struct.pack(HEADER, 1, base, window, counted, opened) .. entries, 'PX', ends)
elseif changed then
  redis.call('DEL', name)
end
if not refused and counted > 0 then resetIn = base + lastAt + window - now end
local answer = { refused and 1 or 0, math.max(0, limit - counted), resetIn }
`;

/**
 * One account. KEYS[1]: the log. ARGV: limit, window in ms, cost (0: asks) and, for tests, the time in ms instead of Redis's own.
 * Answers { refused 0|1, remaining, ms until the reset }.
 */
export const LIMIT_SCRIPT = `
local name, limit, window = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
${startOf("ARGV[3]", "ARGV[4]")}${READ}
local spends = cost > 0 and not refused
${SETTLE}
return answer
`;

/**
 * Two accounts, a key's and its team's: spent of both, or of neither. KEYS: their logs, in one slot. ARGV: limit and window of the
 * first and of the second, then cost and time as above. Answers { what LIMIT_SCRIPT answers of the first, of the second }.
 */
export const BOTH_LIMITS_SCRIPT = `
${startOf("ARGV[5]", "ARGV[6]")}
local function read(name, limit, window)
${READ}
  return refused, function(spends)
${SETTLE}
    return answer
  end
end

local firstRefuses, settleFirst = read(KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]))
local secondRefuses, settleSecond = read(KEYS[2], tonumber(ARGV[3]), tonumber(ARGV[4]))
local spends = cost > 0 and not firstRefuses and not secondRefuses
return { settleFirst(spends), settleSecond(spends) }
`;
