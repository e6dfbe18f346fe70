import { render } from 'preact-render-to-string';
import type { JSX } from 'preact';
import type { MailBlock, MailContent } from './mail-content.js';

const INK = '#1d2b36';
const QUIET = '#51616d';
const BRAND = '#0b5d57';
const LINE = '#d5dde0';
const FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

/** The HTML part: one column, inline styles (mail programs drop the rest), readable in dark mode. */
export function renderMailHtml(content: MailContent): string {
  return `<!doctype html>${render(<MailDocument content={content} />)}`;
}

function MailDocument({ content }: { content: MailContent }): JSX.Element {
  return (
    <html lang="es">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{content.subject}</title>
      </head>
      <body style={`margin:0;padding:0;background:#eef2f2;${FONT}color:${INK};`}>
        <div style="display:none;max-height:0;overflow:hidden;">{content.preview}</div>
        <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" style="background:#eef2f2;">
          <tr>
            <td align="center" style="padding:16px 8px;">
              <table
                role="presentation"
                width="100%"
                cellPadding="0"
                cellSpacing="0"
                style="max-width:600px;background:#ffffff;border-radius:8px;"
              >
                <tr>
                  <td style={`padding:16px 24px;border-bottom:4px solid ${BRAND};`}>
                    <strong style={`font-size:20px;color:${BRAND};`}>Chasqui</strong>
                    <span style={`font-size:14px;color:${QUIET};`}> · cooperación para los GAD</span>
                  </td>
                </tr>
                <tr>
                  <td style="padding:8px 24px 24px;font-size:16px;line-height:1.5;">
                    <p>{content.greeting}</p>
                    {content.blocks.map((block) => (
                      <Block block={block} />
                    ))}
                  </td>
                </tr>
                <tr>
                  <td
                    style={`padding:16px 24px;border-top:1px solid ${LINE};font-size:13px;line-height:1.5;color:${QUIET};`}
                  >
                    {content.footer.map((line) => (
                      <p style="margin:0 0 8px;">
                        {line.url ? (
                          <a href={line.url} style={`color:${BRAND};`}>
                            {line.text}
                          </a>
                        ) : (
                          line.text
                        )}
                      </p>
                    ))}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

function Block({ block }: { block: MailBlock }): JSX.Element {
  switch (block.kind) {
    case 'heading':
      return (
        <h2 lang={block.language} style={`font-size:18px;margin:24px 0 8px;color:${INK};`}>
          {block.text}
        </h2>
      );
    case 'paragraph':
      return <p style="margin:0 0 12px;">{block.text}</p>;
    case 'notice':
      return (
        <p style="margin:0 0 12px;padding:10px 14px;background:#fff4d6;border-left:4px solid #b7791f;color:#4a3309;">
          {block.text}
        </p>
      );
    case 'facts':
      return (
        <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" style="margin:0 0 12px;">
          {block.rows.map((row) => (
            <tr>
              <td
                style={`padding:6px 12px 6px 0;vertical-align:top;width:32%;color:${QUIET};font-size:14px;`}
              >
                {row.label}
              </td>
              <td style="padding:6px 0;vertical-align:top;overflow-wrap:anywhere;word-break:break-word;">
                <strong>{row.value}</strong>
              </td>
            </tr>
          ))}
        </table>
      );
    case 'list':
      return (
        <ul style="margin:0 0 12px;padding-left:20px;">
          {block.items.map((item) => (
            <li style="margin:0 0 6px;">{item}</li>
          ))}
        </ul>
      );
    case 'steps':
      return (
        <ol style="margin:0 0 12px;padding-left:28px;">
          {block.items.map((item) => (
            <li style="margin:0 0 8px;">
              {item.text}
              <br />
              <span style={`font-size:14px;color:${QUIET};`}>{item.detail}</span>
            </li>
          ))}
        </ol>
      );
    case 'quotes':
      return (
        <div
          style={`margin:0 0 16px;padding:10px 14px;border-left:4px solid ${BRAND};background:#f3f8f7;color:${INK};`}
        >
          <p style="margin:0 0 6px;">
            <strong>{block.title}</strong>
          </p>
          {block.rows.map((row) => (
            <p style="margin:0 0 6px;font-size:15px;">
              <span style={`color:${QUIET};`}>{row.label}: </span>«<span lang={row.language}>{row.text}</span>
              »
            </p>
          ))}
        </div>
      );
    case 'button':
      return (
        <p style="margin:20px 0;">
          <a
            href={block.url}
            style={`display:inline-block;padding:12px 20px;background:${BRAND};color:#ffffff;text-decoration:none;border-radius:6px;font-weight:bold;`}
          >
            {block.label}
          </a>
        </p>
      );
  }
}
