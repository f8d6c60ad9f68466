-- A session with session_replication_role = replica (logical replication, migration services) fires no ordinary triggers: a key
-- revoked through it would stay in the gateways' memory for good. Replicate without key_changes: its transaction ids belong to
-- one cluster.
ALTER TABLE keys ENABLE ALWAYS TRIGGER note_key_row_change;
ALTER TABLE keys ENABLE ALWAYS TRIGGER note_key_truncate;
ALTER TABLE secrets ENABLE ALWAYS TRIGGER note_secret_row_change;
ALTER TABLE secrets ENABLE ALWAYS TRIGGER note_secret_truncate;
ALTER TABLE service_tokens ENABLE ALWAYS TRIGGER note_settings_change;
ALTER TABLE deployment ENABLE ALWAYS TRIGGER note_settings_change;
