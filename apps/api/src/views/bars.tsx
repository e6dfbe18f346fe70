import type { JSX } from 'preact';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as people read it, when it is not a plain number. */
  readonly text?: string;
  readonly url?: string;
}

/**
 * A figure of horizontal bars that is also a table for those who do not see it.
 * @param full the value of a bar of full length; without it, the largest one
 */
export function Bars(props: { caption: string; bars: readonly Bar[]; full?: number }): JSX.Element | null {
  const { caption, bars, full } = props;
  const most = full ?? Math.max(...bars.map(({ value }) => value), 0);
  if (most === 0) return null;
  return (
    <table class={full === undefined ? 'bars' : 'bars even'}>
      <caption>{caption}</caption>
      <tbody>
        {bars.map(({ label, value, text, url }) => (
          <tr>
            <th scope="row">{url ? <a href={url}>{label}</a> : label}</th>
            <td>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width={(100 * value) / most} height="8" rx="1" />
              </svg>
              <span>{text ?? value}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
