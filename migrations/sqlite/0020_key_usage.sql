CREATE TABLE `keyUsage` (
	`keyId` text NOT NULL,
	`day` text NOT NULL,
	`requests` integer NOT NULL,
	`bytes` integer NOT NULL,
	PRIMARY KEY(`keyId`, `day`)
);
