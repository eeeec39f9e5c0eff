CREATE TABLE `embargoedChanges` (
	`number` integer PRIMARY KEY NOT NULL,
	`place` integer NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`resource` text NOT NULL,
	`resourceId` text NOT NULL,
	`articleId` text,
	`version` integer,
	`at` integer NOT NULL,
	`former` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `embargoedChanges_place_unique` ON `embargoedChanges` (`place`);--> statement-breakpoint
CREATE UNIQUE INDEX `embargoedChanges_id_unique` ON `embargoedChanges` (`id`);--> statement-breakpoint
CREATE INDEX `embargoedChanges_at` ON `embargoedChanges` (`at`);