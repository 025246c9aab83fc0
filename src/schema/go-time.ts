// Times as the API server reads them: `time.Parse` of Go with time.RFC3339 (metav1.Time) and metav1.RFC3339Micro (MicroTime).

/** Can metav1.Time be read from this text? A fraction of a second is allowed, though the layout has none. */
export function isTime(text: string): boolean {
  return isValid(TIME.exec(text));
}

/** Can metav1.MicroTime be read from this text? Exactly six digits of fraction. */
export function isMicroTime(text: string): boolean {
  return isValid(MICRO_TIME.exec(text));
}

// Go reads the hour with one or two digits (https://go.dev/issue/54580), and a comma as the decimal point.
const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/;
const MICRO_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)[.,]\d{6}(?:Z|[+-](\d\d):(\d\d))$/;

function isValid(match: RegExpExecArray | null): boolean {
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  return hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute < 60;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
