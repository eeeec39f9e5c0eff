CREATE TABLE `followedSources` (
	`url` text PRIMARY KEY NOT NULL,
	`position` integer,
	`state` text NOT NULL,
	`updatedAt` integer NOT NULL
);
