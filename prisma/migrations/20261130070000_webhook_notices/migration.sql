-- Asked each minute: the endpoints that were disabled without anybody's doing.
CREATE INDEX webhook_endpoints_failed ON webhook_endpoints (disabled_at) WHERE disabled_reason IN ('failing', 'gone');
