/** Who says a CronJob's events. */
export const SOURCE = 'cronjob-controller';
