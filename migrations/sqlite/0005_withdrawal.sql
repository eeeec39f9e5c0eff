ALTER TABLE `articles` ADD `withdrawnAt` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `withdrawalReason` text;