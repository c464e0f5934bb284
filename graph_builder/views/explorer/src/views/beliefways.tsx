// The ways from A to B in a belief map: each with its sign, its sentences and their pages; and what all come to.

import { type BeliefMap, badge, type Chain, type Chains, chainWords, sumWords } from "../beliefs.ts";
import { labelOf } from "../index.ts";
import { bare } from "../outlooks.ts";
import { useApp } from "../ui/context.ts";
import { Go, Page } from "../ui/marks.tsx";
import { Pieces } from "../ui/pieces.tsx";
import { count } from "../words.ts";

const PIECE = 40;

interface WaysProps {
  ways: Chains;
  steps: number;
  map: BeliefMap;
  from: string;
  to: string;
  /** Whether, where no way leads from A to B, one leads from B to A. */
  back: boolean;
  /** The number of the only way to be seen in the drawing; "" for all. */
  single: string;
  onSingle(value: string): void;
}

export function Ways({ ways, steps, map, from, to, back, single, onSingle }: WaysProps) {
  const { index } = useApp();
  const needs = map.edges.filter((edge) => !index.data.signs[edge.relation]).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard
    <section class="ways" aria-label="Ways from A to B" tabIndex={0}>
      <p class="sum" role="status">
        <strong>{sumWords(ways)}</strong>{" "}
        <span>
          From {labelOf(index, from)} {from === to ? "back to itself" : `to ${labelOf(index, to)}`}, up to{" "}
          {count(steps, "step")}
          {needs ? "; conditions (if) have no sign and are no steps" : ""}.
          {back && from !== to ? " From B to A there is one." : ""}
        </span>{" "}
        {single ? (
          <button type="button" onClick={() => onSingle("")}>
            Show all ways
          </button>
        ) : null}
      </p>
      <ol>
        {ways.found.slice(0, PIECE).map((chain, i) => (
          <Way
            key={chain.edges.map((edge) => edge.id).join()}
            chain={chain}
            number={i + 1}
            single={single}
            onSingle={onSingle}
          />
        ))}
      </ol>
      {ways.found.length > PIECE ? <Others chains={ways.found.slice(PIECE)} /> : null}
    </section>
  );
}

function Way({
  chain,
  number,
  single,
  onSingle,
}: {
  chain: Chain;
  number: number;
  single: string;
  onSingle(value: string): void;
}) {
  const { index } = useApp();
  const alone = single === String(number);
  return (
    <li class={alone ? "here" : ""}>
      <h3>
        <span class={`pill ${chain.sign === "+" ? "plus" : "minus"}`}>{chain.sign === "+" ? "+" : "−"}</span>{" "}
        {chain.sign === "+" ? "promotes" : "hinders"}, {count(chain.edges.length, "step")}:{" "}
        {chain.edges.map((edge) => badge(index, edge)).join(" × ")}{" "}
        <button type="button" aria-pressed={alone} onClick={() => onSingle(alone ? "" : String(number))}>
          Show only this
        </button>
      </h3>
      <ol class="statements">
        {chain.edges.map((edge) => (
          <li key={edge.id} class={`statement ${edge.voice}`}>
            <Pieces edge={edge} text={bare(index, edge)} />{" "}
            <span class="meta">
              {edge.doubt ? <span class="tag">doubted · </span> : null}
              <Page citation={edge.citation} url={edge.url} /> · <Go id={edge.id}>details</Go>
            </span>
          </li>
        ))}
      </ol>
    </li>
  );
}

/** Further ways, in short. */
function Others({ chains }: { chains: readonly Chain[] }) {
  const { index } = useApp();
  return (
    <details>
      <summary>{count(chains.length, "further way")} in short</summary>
      <ol start={PIECE + 1}>
        {chains.map((chain) => (
          <li key={chain.edges.map((edge) => edge.id).join()}>
            ({chain.sign === "+" ? "+" : "−"}) {chainWords(index, chain).replaceAll("[-]", "[−]")}
          </li>
        ))}
      </ol>
    </details>
  );
}
