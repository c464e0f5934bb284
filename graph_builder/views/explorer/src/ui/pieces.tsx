// A part of a statement's sentence: the things that it names are links.

import type { Edge } from "../payload.ts";
import { cut } from "../words.ts";
import { useApp } from "./context.ts";
import { Go } from "./marks.tsx";

export function Pieces({ edge, text, self = "" }: { edge: Edge; text: string; self?: string }) {
  const { index } = useApp();
  const { pieces } = cut(index, { ...edge, sentence: text, view: "" });
  return (
    <span dir="auto">
      {pieces.map((piece, i) =>
        piece.id === "" ? (
          piece.text
        ) : piece.id === self ? (
          <strong key={i}>{piece.text}</strong>
        ) : (
          <Go key={i} id={piece.id}>
            {piece.text}
          </Go>
        ),
      )}
    </span>
  );
}
