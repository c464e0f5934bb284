// The drawing of a belief map: boxes and lines as links that open the dossier, by mouse and by keyboard.

import { type BeliefMap, badge, isUnreal, NEEDS, stanceWord } from "../beliefs.ts";
import { type Index, labelOf } from "../index.ts";
import { type BadgeAt, type BoxAt, FONT, type LineAt, type MapScene } from "../mapscene.ts";
import type { Edge } from "../payload.ts";
import type { App } from "../store.ts";
import { useApp } from "../ui/context.ts";
import { voiceWords } from "../words.ts";

interface DrawingProps {
  scene: MapScene;
  scale: number;
  title: string;
  map: BeliefMap;
  /** Links to be seen before all others; null for no such. */
  lit: ReadonlySet<string> | null;
  from: string;
  to: string;
}

/** Room round the drawing. */
export const MARGIN = 14;

export const signClass = (index: Index, edge: Edge): string =>
  edge.relation === NEEDS ? "if" : index.data.signs[edge.relation] === "-" ? "minus" : "plus";

/** Whether a line is drawn lighter: all its links are denied, doubted, meant or possible only. */
export const unreal = (line: LineAt): boolean => line.link.edges.every(isUnreal);

export function Drawing({ scene, scale, title, map, lit, from, to }: DrawingProps) {
  const app = useApp();
  const { index, state } = app;
  const { selected } = state.value;
  const onWay = new Set([...(lit ?? [])].flatMap((id) => [index.edges.get(id)!.from, index.edges.get(id)!.to]));
  const width = scene.width + 2 * MARGIN;
  const height = scene.height + 2 * MARGIN;
  const litLine = (line: LineAt): boolean => line.link.edges.some((edge) => lit?.has(edge.id));
  const lines = [...scene.lines].sort((a, b) => Number(litLine(a)) - Number(litLine(b)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      class="map"
      viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
      width={Math.floor(width * scale)}
      height={Math.floor(height * scale)}
      role="group"
      aria-label={`${title}: ${map.things.length} things, ${map.edges.length} links`}
    >
      {lines.map((line) => {
        const [first] = line.link.edges;
        const dash = index.voices.get(first!.voice)?.dash.join(" ") ?? "";
        const state_ = lit ? (litLine(line) ? " lit" : " dim") : "";
        const here = line.link.edges.some((edge) => edge.id === selected);
        return (
          <g
            key={first!.id}
            class={`line ${first!.voice}${state_}${unreal(line) ? " unreal" : ""}${here ? " here" : ""}`}
          >
            <path class="way" d={line.path} stroke-dasharray={dash} />
            <path class="arrow" d={line.arrow} />
            {line.badges.map((one) => (
              <Badge key={one.edge.id} app={app} badge={one} here={one.edge.id === selected} />
            ))}
          </g>
        );
      })}
      {scene.boxes.map((box) => (
        <Box
          key={box.id}
          app={app}
          box={box}
          stances={map.stances.get(box.id) ?? []}
          state={lit ? (onWay.has(box.id) || box.id === from || box.id === to ? " lit" : " dim") : ""}
          end={box.id === from ? "A" : box.id === to ? "B" : ""}
        />
      ))}
    </svg>
  );
}

const addressOf = (id: string): string => `#id=${encodeURIComponent(id)}`;

function follow(app: App, id: string) {
  return {
    onClick: (event: MouseEvent): void => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      app.select(id);
    },
    onMouseEnter: (): void => {
      app.hover.value = id;
    },
    onMouseLeave: (): void => {
      app.hover.value = "";
    },
  };
}

function Badge({ app, badge: at, here }: { app: App; badge: BadgeAt; here: boolean }) {
  const { index } = app;
  const { edge } = at;
  const words = `${badge(index, edge)}: ${edge.sentence} ${edge.negated ? "Denied. " : ""}${edge.doubt ? "Doubted by the author. " : ""}${voiceWords(index, edge)}, ${edge.citation}`;
  return (
    <a
      href={addressOf(edge.id)}
      {...follow(app, edge.id)}
      class={`pill ${signClass(index, edge)}${isUnreal(edge) ? " hollow" : ""}${here ? " here" : ""}`}
      aria-label={words}
      data-edge={edge.id}
    >
      <title>{words}</title>
      <rect x={at.x} y={at.y} width={at.width} height={at.height} rx={at.height / 2} />
      <text x={at.x + at.width / 2} y={at.y + at.height / 2 + 5} font-size={FONT.badge} text-anchor="middle">
        {badge(index, edge)}
      </text>
    </a>
  );
}

interface BoxProps {
  app: App;
  box: BoxAt;
  stances: readonly Edge[];
  state: string;
  end: string;
}

function Box({ app, box, stances, state, end }: BoxProps) {
  const { index } = app;
  const label = labelOf(index, box.id);
  const look = index.kinds.get(box.kind);
  const middle = box.x + box.width / 2;
  const tall = box.lines.length * FONT.line + box.stance.length * FONT.small;
  const top = box.y + (box.height - tall) / 2;
  const said = [...new Set(stances.map(stanceWord))].join(", ");
  const here = app.state.value.selected === box.id;
  return (
    <a
      href={addressOf(box.id)}
      {...follow(app, box.id)}
      class={`thing${state}${end ? " end" : ""}${here ? " here" : ""}`}
      aria-label={`${[label, said, end].filter(Boolean).join(" ")}, ${box.kind}${end ? ": where the ways begin or end" : ""}`}
      data-thing={box.id}
    >
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx="7" />
      <path
        d={look?.path ?? ""}
        fill={look?.colour ?? "gray"}
        class="kind"
        transform={`translate(${box.x + 11} ${box.y}) scale(6)`}
      />
      {box.lines.map((line, i) => (
        <text key={i} x={middle} y={top + i * FONT.line + 14.5} font-size={FONT.name} text-anchor="middle">
          {`${line} `}
        </text>
      ))}
      {box.stance.map((line, i) => (
        <text
          key={`s${i}`}
          class="said"
          x={middle}
          y={top + box.lines.length * FONT.line + i * FONT.small + 12.5}
          font-size={FONT.stance}
          text-anchor="middle"
        >
          {`${line} `}
        </text>
      ))}
      {end ? (
        <g class="mark">
          <circle cx={box.x + box.width - 4} cy={box.y + 1} r="12" />
          <text x={box.x + box.width - 4} y={box.y + 6} font-size="15" text-anchor="middle">
            {end}
          </text>
        </g>
      ) : null}
    </a>
  );
}
