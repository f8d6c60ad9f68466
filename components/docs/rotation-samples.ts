/** Rotates by hand, over the management API, and says when the old secret ends. */
export const rotateCurl = (dashboardUrl: string): string =>
  `curl -X POST ${dashboardUrl}/api/v1/keys/$KEY_ID/rotate \\
  -H "Authorization: Bearer $LATCHKEY_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"graceSeconds": 86400}'`;

/** What a job asks that runs every day. */
export const rotateIfOldCurl = (dashboardUrl: string): string =>
  `curl -X POST ${dashboardUrl}/api/v1/keys/$KEY_ID/rotate \\
  -H "Authorization: Bearer $LATCHKEY_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"graceSeconds": 604800, "ifSecretOlderThanSeconds": 2592000}'`;

export const YOUNG_ANSWER = `{"rotated": false, "key": {"id": "key_…", "rotateBy": "2027-03-03T09:00:00.000Z", …}}`;
export const rotatedAnswer = (prefix: string): string =>
  `{"rotated": true, "key": {"id": "key_…", …}, "secret": "${prefix}_live_…"}`;

/** The headers that tell a caller about an end. */
export const endHeaders = `HTTP/1.1 200 OK
X-Api-Key-Expires: 2027-03-03T09:00:00.000Z
X-Api-Key-Secret-Ends: 2027-02-27T14:30:00.000Z`;

/** How the script is told what to rotate, store by store. */
export const scheduled = (dashboardUrl: string) => {
  const common = `export LATCHKEY_URL=${dashboardUrl}
export LATCHKEY_TOKEN=lk_access_… # from a file that only the job can read
export KEY_ID=key_…`;
  return [
    {
      id: "aws",
      label: "AWS Secrets Manager",
      code: `${common}
export STORE=aws SECRET_NAME=payments/api-key
export ROLL_OUT='aws ecs update-service --cluster shop --service payments --force-new-deployment'
./rotate-key.sh`,
    },
    {
      id: "vault",
      label: "Vault",
      code: `${common}
export STORE=vault SECRET_NAME=secret/payments
export ROLL_OUT='systemctl reload payments'
./rotate-key.sh`,
    },
    {
      id: "kubernetes",
      label: "Kubernetes",
      code: `${common}
export STORE=kubernetes SECRET_NAME=shop/payments-api-key
export ROLL_OUT='kubectl -n shop rollout restart deployment/payments'
./rotate-key.sh`,
    },
  ];
};
