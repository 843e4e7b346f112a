import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type CallOf, type GotOf, keepVersion, type OperationId, versionSeen } from "./api.ts";
import { operationOf, refresh } from "./queries.ts";

/**
 * A write of settings that somebody else may hold open too: what they saved since `shown` (the read of the form, and what it was
 * asked) was opened is never silently replaced, the refusal is `state.changed`.
 * `useSettingsWrite("updateAgency", ["readAgency", {}], { refreshes: ["readAgency"] })`
 */
export function useSettingsWrite<O extends OperationId, R extends OperationId>(
  operation: O,
  shown: [read: R, call: CallOf<R>],
  { refreshes = [] }: { refreshes?: OperationId[] } = {},
) {
  const seen = useRef<string | undefined>(undefined);
  useEffect(() => {
    seen.current ??= versionSeen(...shown);
  });
  return useMutation<GotOf<O>, Error, CallOf<O>>({
    mutationFn: async (call) => {
      const answer = await operationOf(operation)(call, { seen: seen.current });
      const made = versionSeen(operation, call);
      if (made) keepVersion(...shown, made);
      seen.current = made ?? seen.current;
      return answer as GotOf<O>;
    },
    onSettled: () => void refresh(...refreshes),
  });
}
