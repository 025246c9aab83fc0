/** Virtual time as people read it: `31.2s`, `2m05s`, `1h00m`, `1h00m05s`. */
export function clock(ms: number): string {
  const total = ms / 1000;
  if (total < 100) return `${Number.isInteger(total) ? total : total.toFixed(1)}s`;
  const whole = Math.round(total);
  const pad = (number: number) => String(number).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}m${pad(whole % 60)}s`;
  const seconds = whole % 60 === 0 ? '' : `${pad(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${pad(Math.floor((whole % 3600) / 60))}m${seconds}`;
}
