// Twin of validateScheduleFormat and validateTimeZone: pkg/apis/batch/validation/validation.go, Kubernetes v1.35.4.
import { cronProblem } from '../../kube/cron.js';
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import type { FieldPath } from '../../kube/field-path.js';
import type { CronJobSpec } from '../../kube/types.generated.js';
import { isTimeZoneName } from './time-zones.js';

// https://data.iana.org/time-zones/theory.html#naming, with digits and `+` for old names such as Etc/GMT+5.
const TIME_ZONE_PART = /^[A-Za-z.\-_0-9+]{1,14}$/;

/** The schedule is there, is one that Go's cron reads, and has no time zone in it unless it had one before (`old`). */
export function validateSchedule(
  spec: CronJobSpec,
  old: string | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { schedule = '', timeZone } = spec;
  if (schedule === '') {
    errors.push(required(path));
    return;
  }
  const problem = cronProblem(schedule);
  if (problem !== undefined) errors.push(invalid(path, schedule, problem));
  if (!schedule.includes('TZ')) return;
  if (old?.includes('TZ') !== true) {
    errors.push(invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  } else if (timeZone !== undefined) {
    errors.push(invalid(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'));
  }
}

/** A name of the IANA time zone database, spelt exactly; `Local` is none. */
export function validateTimeZone(timeZone: string, path: FieldPath, errors: FieldErrors): void {
  if (timeZone === '') {
    errors.push(invalid(path, timeZone, 'timeZone must be nil or non-empty string'));
    return;
  }
  const parts = timeZone.split('/');
  if (parts.some((part) => part === '.' || part === '..' || part.startsWith('-') || !TIME_ZONE_PART.test(part))) {
    errors.push(invalid(path, timeZone, `unknown time zone ${timeZone}`));
    return;
  }
  if (timeZone.toLowerCase() === 'local') {
    const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    errors.push(invalid(path, timeZone, detail));
  }
  // Go's LoadLocation takes `Local` and `UTC` before it looks at the database.
  if (timeZone !== 'Local' && timeZone !== 'UTC' && !isTimeZoneName(timeZone)) {
    errors.push(invalid(path, timeZone, `unknown time zone ${timeZone}`));
  }
}
