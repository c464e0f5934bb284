// A date as it is drawn: a diamond for a day, full where it is sure, striped where it only may be, fading where nobody
// knows, with an arrow where it goes on, in square brackets where the editor inferred it.

import { barOf, TAIL } from "../timeline_pack.ts";
import { type Shape, type Stretch, stretches } from "../timeline_shape.ts";

const HIGH = 9;

interface Piece extends Stretch {
  x0: number;
  x1: number;
}

interface GlyphProps {
  shape: Shape;
  perDay: number;
  /** Pixels from 1970-01-01 to the left edge. */
  shift: number;
  y: number;
  width: number;
  fill?: string;
}

export function Glyph({ shape, perDay, shift, y, width, fill }: GlyphProps) {
  const bar = barOf(shape, perDay);
  const [left, right] = [bar.left - shift, bar.right - shift];
  const near = (x: number): number => Math.max(-99, Math.min(width + 99, x));
  const x = (day: number): number => day * perDay - shift;
  const parts = stretches(shape);
  const pieces: Piece[] = parts.map((part) =>
    parts.length === 1
      ? { ...part, x0: left, x1: right }
      : {
          ...part,
          x0: Number.isFinite(part.from) ? x(part.from) : left,
          x1: Number.isFinite(part.to) ? Math.max(x(part.to + (part === parts.at(-1) ? 1 : 0)), left + 3) : right,
        },
  );
  const name = ["glyph", shape.about ? "about" : "", shape.perhaps ? "perhaps" : ""].filter(Boolean).join(" ");
  return (
    <g class={name} fill={fill} stroke={fill}>
      {pieces.map((piece) => (
        <Part key={piece.from} {...piece} x0={near(piece.x0)} x1={near(piece.x1)} y={y} />
      ))}
      {shape.inferred ? (
        <path
          class="inferred"
          d={`M${near(left) + 1} ${y - 2.5}h-4v${HIGH + 5}h4M${near(right) - 1} ${y - 2.5}h4v${HIGH + 5}h-4`}
        />
      ) : null}
    </g>
  );
}

function Part({ look, fade, x0, x1, y }: Piece & { y: number }) {
  const middle = y + HIGH / 2;
  if (look === "day") {
    const at = (x0 + x1) / 2;
    return (
      <path
        class="day"
        d={`M${at} ${y - 1}l${HIGH / 2 + 1} ${HIGH / 2 + 1}l${-HIGH / 2 - 1} ${HIGH / 2 + 1}l${-HIGH / 2 - 1} ${-HIGH / 2 - 1}z`}
      />
    );
  }
  const box = { x: x0, y, width: Math.max(2, x1 - x0), height: HIGH };
  const mask = fade ? `url(#tl-fade-${fade})` : undefined;
  const arrow =
    look !== "sure" || !fade
      ? ""
      : fade === "left"
        ? `M${x0 + 7} ${middle - 5}l-6 5l6 5`
        : `M${x1 - 7} ${middle - 5}l6 5l-6 5`;
  return (
    <>
      <g mask={mask}>
        <rect class={look} {...box} />
        {look === "maybe" ? <rect class="stripes" {...box} fill="url(#tl-stripes)" /> : null}
      </g>
      {look === "maybe" && !fade ? <rect class="edge" {...box} /> : null}
      {fade === "left" && look === "maybe" ? <path class="edge" d={`M${x1} ${y - 2}v${HIGH + 4}`} /> : null}
      {fade === "right" && look === "maybe" ? <path class="edge" d={`M${x0} ${y - 2}v${HIGH + 4}`} /> : null}
      {arrow ? <path class="arrow" d={arrow} /> : null}
    </>
  );
}

/** Stripes and fading, once for the whole view. */
export function GlyphDefs() {
  const ends = [
    { id: "left", from: "#000", to: "#fff" },
    { id: "right", from: "#fff", to: "#000" },
  ];
  return (
    <svg class="tl-defs" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="tl-stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="tl-stripe" width="2.4" height="5" />
        </pattern>
        {ends.map(({ id, from, to }) => (
          <linearGradient key={id} id={`tl-shade-${id}`}>
            <stop offset={id === "left" ? "0" : "0.25"} stop-color={from} />
            <stop offset={id === "left" ? "0.75" : "1"} stop-color={to} />
          </linearGradient>
        ))}
        {ends.map(({ id }) => (
          <mask key={id} id={`tl-fade-${id}`} maskContentUnits="objectBoundingBox">
            <rect width="1" height="1" fill={`url(#tl-shade-${id})`} />
          </mask>
        ))}
        <mask id="tl-fade-both" maskContentUnits="objectBoundingBox">
          <rect width="1" height="1" fill="#777" />
        </mask>
      </defs>
    </svg>
  );
}

/** A date on a scale of its own, for lists and for the key. */
export function MiniDate({
  shape,
  seen,
  width = 110,
  fill,
}: {
  shape: Shape;
  seen: { from: number; to: number };
  width?: number;
  fill?: string;
}) {
  const room = width - 2 * TAIL * 0.4;
  const perDay = room / Math.max(1, seen.to - seen.from);
  return (
    <svg class="tl-mini" width={width} height={HIGH + 8} aria-hidden="true">
      <line x1="0" x2={width} y1={4 + HIGH / 2} y2={4 + HIGH / 2} />
      <Glyph shape={shape} perDay={perDay} shift={seen.from * perDay - TAIL * 0.4} y={4} width={width} fill={fill} />
    </svg>
  );
}
