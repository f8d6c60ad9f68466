-- Each gateway updates a row a second of every key in use, in the minute under way and in its last use. With room on its page and no
-- index on what changes, a new version stays where the old one was (a HOT update): no index entry, and no file that grows
-- until the next vacuum. Nothing looks last uses up by their time.
ALTER TABLE usage_minutes SET (fillfactor = 70);
ALTER TABLE secret_last_uses SET (fillfactor = 70);
DROP INDEX "secret_last_uses_at_idx";
