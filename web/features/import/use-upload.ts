import { useRef, useState } from "react";
import { useGo } from "../../lib/navigation.ts";
import { refresh, sentenceOf } from "../../lib/queries.ts";
import { officePaths } from "../office-frame/office-paths.ts";
import { type UploadWish, uploadFec } from "./upload.ts";

/** Sends a file, follows it, then leads to the page of its import. */
export function useUpload() {
  const go = useGo();
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const send = async (wish: UploadWish) => {
    abort.current = new AbortController();
    setError(null);
    setShare(0);
    try {
      const made = await uploadFec(wish, setShare, abort.current.signal);
      void refresh("listImports", "readHome");
      go(officePaths.import(made.id));
    } catch (problem) {
      setError(sentenceOf(problem));
    }
    setShare(null);
  };
  return { share, error, send, stop: () => abort.current?.abort() };
}
