ALTER TABLE `apiKeys` ADD `entitlements` text;--> statement-breakpoint
ALTER TABLE `apiKeys` ADD `delaySeconds` integer DEFAULT 0 NOT NULL;