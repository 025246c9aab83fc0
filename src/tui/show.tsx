import { render } from 'ink';
import { View, type ViewProps } from './view.js';

/** The other screen of a terminal: what was there before comes back when the view ends. */
const ENTER = '\u001b[?1049h\u001b[H';
const LEAVE = '\u001b[?1049l';

/** Shows the forecast until the reader quits; false if there is no terminal to show it on, or no keyboard. */
export async function showForecast(shown: ViewProps): Promise<boolean> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return false;
  stdout.write(ENTER);
  try {
    const { waitUntilExit } = render(<View {...shown} />, { stdin, stdout });
    await waitUntilExit();
  } finally {
    stdout.write(LEAVE);
  }
  return true;
}
