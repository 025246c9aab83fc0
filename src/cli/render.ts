import type { Report } from '../lint/report.js';
import type { Layout } from '../report/layout.js';
import type { Format } from './lint-options.js';

/** The report in one format; only that format's code is loaded. */
export async function render(format: Format, report: Report, layout: Layout): Promise<string> {
  switch (format) {
    case 'pretty':
      return (await import('../report/pretty.js')).pretty(report, layout);
    case 'compact':
      return (await import('../report/compact.js')).compact(report, layout);
    case 'json':
      return (await import('../report/json.js')).json(report, layout);
    case 'jsonl':
      return (await import('../report/json.js')).jsonl(report);
    case 'sarif':
      return (await import('../report/sarif.js')).sarif(report, layout);
    case 'junit':
      return (await import('../report/junit.js')).junit(report);
    case 'github':
      return (await import('../report/github.js')).github(report, layout);
    case 'gitlab':
      return (await import('../report/gitlab.js')).gitlab(report);
    case 'markdown':
      return (await import('../report/markdown.js')).markdown(report);
  }
}
