CREATE TABLE `webhookDeliveries` (
	`webhookId` text NOT NULL,
	`id` text NOT NULL,
	`position` integer,
	`type` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`dueAt` integer,
	`createdAt` integer NOT NULL,
	`lastAttemptAt` integer,
	`responseStatus` integer,
	`durationMs` integer,
	`error` text,
	PRIMARY KEY(`webhookId`, `id`),
	FOREIGN KEY (`webhookId`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhookDeliveries_due` ON `webhookDeliveries` (`webhookId`,`dueAt`);--> statement-breakpoint
CREATE INDEX `webhookDeliveries_created` ON `webhookDeliveries` (`createdAt`);--> statement-breakpoint
CREATE TABLE `webhookEvents` (
	`webhookId` text NOT NULL,
	`type` text NOT NULL,
	PRIMARY KEY(`webhookId`, `type`),
	FOREIGN KEY (`webhookId`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhookEvents_type` ON `webhookEvents` (`type`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`description` text,
	`status` text NOT NULL,
	`disabledReason` text,
	`disabledAt` integer,
	`failingSince` integer,
	`secretNumber` integer NOT NULL,
	`formerSecretUntil` integer,
	`fromPosition` integer NOT NULL,
	`keyId` text,
	`leasedUntil` integer NOT NULL,
	`leasedBy` text,
	`createdAt` integer NOT NULL,
	`version` integer NOT NULL
);
