// How any part of the page reaches the app.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { App } from "../store.ts";

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("outside of the app");
  return app;
}
