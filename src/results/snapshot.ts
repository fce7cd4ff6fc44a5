import { sparkline } from '../charts/sparkline';
import type { IResultDocument } from '../analysis/document';
import { entriesOf } from './entries';
import type { IResultEngine } from './engine';
import { ownSeries } from './own-series';
import { revealed, truncate } from './hostile';
import { keyText } from './keys';
import { scopeOf } from './scope';
import { verdictOf } from './verdict';
import { summaryOf } from './summary';
import { contextOf } from './text';
import type { IWriting } from './text';

/** Size in pixels, and how many device pixels one of them has. */
const WIDTH = 860;
const SCALE = 2;
const MARGIN = 20;
const HEAD = 104;
const ROW = 44;
const FOOT = 30;
const MOST = 6;
const SPARK = { width: 200, height: 32 };

// A picture has no theme: it is looked at where JupyterLab isn't, on white.
const INK = 'rgb(38, 38, 48)';
const FAINT = 'rgb(92, 92, 102)';
const LINE = 'rgb(25, 118, 210)';
const MARK = 'rgb(198, 40, 40)';
const RULE = 'rgb(226, 226, 231)';
const PAPER = 'rgb(255, 255, 255)';
const FONT = 'system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif';

/**
 * A card of a result as PNG, base64 without a prefix: title, scope, verdict, the strongest findings with their shapes.
 * For places that show a notebook without this extension. Empty where there is no canvas.
 */
export function toPng(
  document: IResultDocument,
  writing: IWriting & { engine: Pick<IResultEngine, 'values'> }
): string {
  const entries = document.findings ? entriesOf(document.findings).slice(0, MOST) : [];
  const canvas = globalThis.document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  canvas.height = (HEAD + entries.length * ROW + FOOT) * SCALE;
  const pen = canvas.getContext('2d');
  if (!pen) {
    return '';
  }
  pen.scale(SCALE, SCALE);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, HEAD + entries.length * ROW + FOOT);
  head(pen, document, writing);
  entries.forEach((entry, i) => {
    const top = HEAD + i * ROW;
    const context = contextOf(document, entry, writing);
    const { what, when, strength } = summaryOf(entry, context);
    pen.fillStyle = RULE;
    pen.fillRect(MARGIN, top, WIDTH - 2 * MARGIN, 1);
    pen.fillStyle = MARK;
    pen.globalAlpha = 0.15 + 0.85 * entry.severity ** 2;
    pen.fillRect(MARGIN, top + 8, 4, ROW - 16);
    pen.globalAlpha = 1;
    const names = { null: 'NULL', empty: writing.trans.__('(empty)') };
    write(pen, keyText(context.keys, names), MARGIN + 14, top + 18, 400, `600 13px ${FONT}`, INK);
    write(pen, `${what} · ${when}`, MARGIN + 14, top + 35, 400, `11px ${FONT}`, FAINT);
    const values =
      ownSeries(entry, document)?.values ?? writing.engine.values(document, entry.series);
    const peak =
      entry.finding?.kind === 'outlier'
        ? entry.finding.detail.peak
        : entry.finding?.kind === 'change'
          ? entry.finding.detail.index
          : entry.finding?.kind === 'first-seen'
            ? entry.first
            : -1;
    spark(pen, values, peak, WIDTH - MARGIN - 330, top + 6);
    pen.textAlign = 'right';
    write(pen, strength, WIDTH - MARGIN, top + 26, 120, `13px ${FONT}`, INK);
    pen.textAlign = 'left';
  });
  const foot = HEAD + entries.length * ROW + 18;
  write(pen, footOf(document, entries.length, writing), MARGIN, foot, 800, `11px ${FONT}`, FAINT);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

function head(pen: CanvasRenderingContext2D, document: IResultDocument, writing: IWriting): void {
  const { trans, format } = writing;
  const room = WIDTH - 2 * MARGIN;
  const demo = document.demo ? `  (${trans.__('demo lake, not your data')})` : '';
  write(pen, document.title + demo, MARGIN, 32, room, `600 17px ${FONT}`, INK);
  const scope = scopeOf(document, format, trans).join(' · ');
  write(pen, scope, MARGIN, 56, room, `12px ${FONT}`, FAINT);
  const verdict = document.findings
    ? verdictOf(document, format, trans)
    : trans.__('This analysis has not been run yet.');
  write(pen, verdict, MARGIN, 82, room, `600 13px ${FONT}`, INK);
}

function footOf(document: IResultDocument, shown: number, { trans, format }: IWriting): string {
  const more = (document.findings?.findings.length ?? 0) - shown;
  const parts = [
    more > 0 ? trans.__('And %1 more.', format.number(more)) : '',
    document.ranAt ? trans.__('Run at %1.', format.moment(document.ranAt)) : '',
    'JupyterLab Security Lake'
  ];
  return parts.filter(Boolean).join(' ');
}

function spark(
  pen: CanvasRenderingContext2D,
  values: Float64Array,
  mark: number,
  x: number,
  y: number
): void {
  const drawn = sparkline(values, SPARK.width, SPARK.height);
  pen.save();
  pen.translate(x, y);
  pen.strokeStyle = LINE;
  pen.lineWidth = 1.2;
  pen.stroke(new Path2D(drawn.path));
  const dot = drawn.at(mark);
  if (dot) {
    pen.fillStyle = MARK;
    pen.beginPath();
    pen.arc(dot.x, dot.y, 3, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.restore();
}

/** Writes one line, cut to its room; hidden characters show as codes. */
function write(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  room: number,
  font: string,
  color: string
): void {
  pen.font = font;
  pen.fillStyle = color;
  let shown = truncate(revealed(text), 400);
  while (shown.length > 1 && pen.measureText(shown).width > room) {
    shown = truncate(shown.replace(/…$/, ''), Math.max(1, Math.floor(shown.length * 0.95) - 1));
  }
  pen.fillText(shown, x, y);
}
