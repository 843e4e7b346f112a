// TanStack Query on top of the API: a query is named by its operation and what it is given.
import {
  infiniteQueryOptions,
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
  useMutation,
} from "@tanstack/react-query";
import { ApiProblem, api, type CallOf, type CallOptions, type GotOf, type OperationId } from "./api.ts";
import { plural, type Words } from "./words.ts";

type AnyOperation = (call: unknown, options?: CallOptions) => Promise<unknown>;
/** An operation by its name, when which one is only known when it is called. */
export const operationOf = (operation: OperationId) => api[operation] as unknown as AnyOperation;

type ProblemListener = (problem: ApiProblem) => void;
let tell: ProblemListener = () => {};
/** Hears every refusal of the API, for what concerns the whole application (signed out, password to change). */
export function onProblem(listener: ProblemListener): void {
  tell = listener;
}
/** Told of what an act that calls the API by itself was refused: reads and writes above do it by themselves. */
export const hear = (error: unknown): void => {
  if (error instanceof ApiProblem) tell(error);
};

/** The cache of the application. What the server refused is not asked again; what the network lost is, twice. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: hear }),
  mutationCache: new MutationCache({ onError: hear }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
    },
  },
});

const isPassing = (error: Error): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status >= 502);

/** A read: `useQuery(query("readAccount", { params: { account } }))`. */
export function query<O extends OperationId>(operation: O, call: CallOf<O>) {
  return queryOptions({
    queryKey: [operation, call] as const,
    queryFn: ({ signal }) => operationOf(operation)(call, { signal }) as Promise<GotOf<O>>,
  });
}

/** A list paged by key: `useInfiniteQuery(pages("listPayments", { query: {} }))`, then `fetchNextPage()`. */
export function pages<O extends OperationId>(operation: O, call: CallOf<O>) {
  const given = call as { query?: object };
  return infiniteQueryOptions({
    queryKey: [operation, call, "pages"] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam ? { ...given.query, cursor: pageParam } : given.query;
      return operationOf(operation)({ ...given, query }, { signal }) as Promise<
        GotOf<O> & { next: string | null }
      >;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/**
 * A write. Reads named in `refreshes` are asked again afterwards. Nobody waits for them: what the screen passed to `mutate`
 * is called as soon as the write is done, before what was read anew can make its part of the page anew.
 * `const add = useWrite("addToCart", { refreshes: ["readCart"] }); add.mutate({ params, body })`
 */
export function useWrite<O extends OperationId>(
  operation: O,
  { refreshes = [] }: { refreshes?: OperationId[] } = {},
) {
  return useMutation<GotOf<O>, Error, CallOf<O>>({
    mutationFn: (call) => operationOf(operation)(call) as Promise<GotOf<O>>,
    onSettled: () => void refresh(...refreshes),
  });
}

/**
 * A choice that is kept as soon as it is made (a box, a radio): a write that is over once `refreshes` have been read anew, so
 * that the screen never shows the old choice again in between. Writes leave one after the other, in the order of the clicks.
 * Goes with `useChoice`.
 */
export function useChoiceWrite<O extends OperationId>(operation: O, refreshes: OperationId[]) {
  return useMutation<GotOf<O>, Error, CallOf<O>>({
    mutationFn: (call) => operationOf(operation)(call) as Promise<GotOf<O>>,
    onSettled: () => refresh(...refreshes),
    scope: { id: operation },
  });
}

/** Asks again for every read of these operations that is on screen, and forgets the others. */
export async function refresh(...operations: OperationId[]): Promise<void> {
  await Promise.all(operations.map((operation) => queryClient.invalidateQueries({ queryKey: [operation] })));
}

const words = {
  tooMany: {
    fr: (n: number) =>
      `Trop d’essais. Réessayez dans ${plural("fr", n, { one: "une minute", other: "# minutes" })}.`,
    en: (n: number) =>
      `Too many tries. Try again in ${plural("en", n, { one: "a minute", other: "# minutes" })}.`,
  },
} satisfies Words;

/** The sentence of an error, in the language of the reader: the server's own, with a wait told in minutes. */
export function sentenceOf(error: unknown): string {
  const wait = error instanceof ApiProblem && error.code === "request.too_many" && error.details["seconds"];
  if (typeof wait === "number" && wait > 50)
    return words.tooMany[document.documentElement.lang === "en" ? "en" : "fr"](Math.ceil(wait / 60));
  return error instanceof ApiProblem ? error.title : error instanceof Error ? error.message : String(error);
}
