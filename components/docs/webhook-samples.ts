/** How a receiver verifies an event: with the convention's library, and by hand. A test runs those that it can. */
export type VerifySample = { language: string; install: string; library: string; byHand: string };

export const VERIFY_SAMPLES: readonly VerifySample[] = [
  {
    language: "Node",
    install: "npm install standardwebhooks",
    library: `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.LATCHKEY_WEBHOOK_SECRET);

app.post("/webhooks/latchkey", express.raw({ type: "*/*" }), (request, response) => {
  let event;
  try {
    event = webhook.verify(request.body, request.headers);
  } catch {
    return response.sendStatus(400);
  }
  response.sendStatus(204);
  queue.add(event);
});`,
    byHand: `import { createHmac, timingSafeEqual } from "node:crypto";

const key = Buffer.from(process.env.LATCHKEY_WEBHOOK_SECRET.replace("whsec_", ""), "base64");

// body: the text as it came, before any JSON parser has touched it.
export function verify(body, headers) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) throw new Error("too old");
  const expected = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\${body}\`).digest();
  const isSigned = headers["webhook-signature"].split(" ").some((signature) => {
    const [version, value = ""] = signature.split(",");
    const given = Buffer.from(value, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isSigned) throw new Error("not signed with this secret");
  return JSON.parse(body);
}`,
  },
  {
    language: "Python",
    install: "pip install standardwebhooks",
    library: `import os
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["LATCHKEY_WEBHOOK_SECRET"])

@app.post("/webhooks/latchkey")
def receive():
    try:
        event = webhook.verify(request.get_data(), dict(request.headers))
    except WebhookVerificationError:
        return "", 400
    queue.put(event)
    return "", 204`,
    byHand: `import base64, hashlib, hmac, json, os, time

key = base64.b64decode(os.environ["LATCHKEY_WEBHOOK_SECRET"].removeprefix("whsec_"))

# body: the bytes as they came, before any JSON parser has touched them.
def verify(body, headers):
    id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        raise ValueError("too old")
    signed = f"{id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    signatures = headers["webhook-signature"].split(" ")
    if not any(hmac.compare_digest(s, f"v1,{expected}") for s in signatures):
        raise ValueError("not signed with this secret")
    return json.loads(body)`,
  },
  {
    language: "Go",
    install: "go get github.com/standard-webhooks/standard-webhooks/libraries/go",
    library: `import standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

func receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err == nil {
		err = webhook.Verify(body, r.Header)
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	queue <- body
	w.WriteHeader(http.StatusNoContent)
}

// Once, at the start:
// webhook, err := standardwebhooks.NewWebhook(os.Getenv("LATCHKEY_WEBHOOK_SECRET"))`,
    byHand: `func verify(key, body []byte, h http.Header) error {
	id, timestamp := h.Get("webhook-id"), h.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || math.Abs(float64(time.Now().Unix()-seconds)) > 300 {
		return errors.New("too old")
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, signature := range strings.Split(h.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(signature), []byte(expected)) {
			return nil
		}
	}
	return errors.New("not signed with this secret")
}

// key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))`,
  },
];

/** What arrives, as a request. */
export const WEBHOOK_REQUEST = `POST /webhooks/latchkey HTTP/1.1
content-type: application/json
webhook-id: msg_01k8yr3v1zfq2te2g4d5m9sx7b
webhook-timestamp: 1801389600
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

{
  "type": "key.rotated",
  "timestamp": "2027-01-31T10:00:00.000Z",
  "data": {
    "team": "team_01k8yr3v1zfq2te2g4d5m9sx7a",
    "key": {
      "id": "key_01k8yr3v1zfq2te2g4d5m9sx7c",
      "label": "Production - Payment Service",
      "environment": "live",
      "masked": "myapi_live_****o5p6"
    },
    "actor": { "kind": "user", "id": "user_01k8yr3v1zfq2te2g4d5m9sx7d", "name": "Ada Winter" },
    "before": { "secret": "8Zk2LwP0aTqE" },
    "after": { "secret": "Hn4c9QxRb7Yt", "replacedEndsAt": "2027-02-01T10:00:00.000Z" }
  }
}`;
