// A statement's sentence, or a part of it: the things that it names are links.

import { whole } from "../columns.ts";
import type { Edge } from "../payload.ts";
import { cut } from "../words.ts";
import { useApp } from "./context.ts";
import { Go } from "./marks.tsx";

type Cut = ReturnType<typeof cut>["pieces"];

export function Pieces({ edge, text, self = "" }: { edge: Edge; text: string; self?: string }) {
  const { index } = useApp();
  return <Linked pieces={cut(index, { ...whole(edge), sentence: text, view: "" }).pieces} self={self} />;
}

/** Text with links; the thing that it stands with (`self`) is bold instead. */
export function Linked({ pieces, self }: { pieces: Cut; self: string }) {
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
