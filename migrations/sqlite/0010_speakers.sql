CREATE TABLE `speakerAliases` (
	`nameKey` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`speakerId` text NOT NULL,
	`homeId` text NOT NULL,
	`isStated` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`speakerId`) REFERENCES `speakers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`homeId`) REFERENCES `speakers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `speakerAliases_speaker` ON `speakerAliases` (`speakerId`,`nameKey`);--> statement-breakpoint
CREATE INDEX `speakerAliases_home` ON `speakerAliases` (`homeId`);--> statement-breakpoint
DROP INDEX `speakers_nameKey_unique`;--> statement-breakpoint
ALTER TABLE `speakers` ADD `isNamed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `speakers` ADD `mergedInto` text;--> statement-breakpoint
ALTER TABLE `speakers` ADD `personId` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `speakers` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `speakers_name` ON `speakers` (`nameKey`,`id`);--> statement-breakpoint
CREATE INDEX `speakers_person` ON `speakers` (`personId`);--> statement-breakpoint
CREATE INDEX `speakers_merged` ON `speakers` (`mergedInto`);--> statement-breakpoint
DROP INDEX `quotes_speaker`;--> statement-breakpoint
ALTER TABLE `quotes` ADD `speakerKey` text;--> statement-breakpoint
CREATE INDEX `quotes_speakerKey` ON `quotes` (`speakerKey`);--> statement-breakpoint
CREATE INDEX `quotes_speaker` ON `quotes` (`speakerId`,`createdAt`,`id`,`state`,`articleId`);--> statement-breakpoint
UPDATE `speakers` SET `personId` = `id`;--> statement-breakpoint
INSERT INTO `speakerAliases` (`nameKey`, `name`, `speakerId`, `homeId`) SELECT `nameKey`, `name`, `id`, `id` FROM `speakers`;--> statement-breakpoint
UPDATE `quotes` SET `speakerKey` = (SELECT `nameKey` FROM `speakers` WHERE `speakers`.`id` = `quotes`.`speakerId`) WHERE `speakerId` IS NOT NULL;
