import type { GotOf } from "../../lib/api.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/inputs.tsx";
import { Row } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";

const words = {
  close: { fr: "Clore", en: "Close" },
  closed: { fr: "La demande est close.", en: "The request is closed." },
  reopen: { fr: "Rouvrir", en: "Reopen" },
  reopened: { fr: "La demande est rouverte.", en: "The request is open again." },
  assignee: { fr: "Suivie par", en: "Assigned to" },
  nobody: { fr: "Personne", en: "Nobody" },
  assigned: { fr: "Le suivi est enregistré.", en: "The assignment is saved." },
} satisfies Words;

type Request = GotOf<"readOfficeRequest">;
const refreshes = ["readOfficeRequest", "listOfficeRequests", "countRequests"] as const;

/** Closes and reopens, as the server says one may. */
export function RequestActions({ request }: { request: Request }) {
  const t = useWords(words);
  const params = { request: request.id };
  const close = useWrite("closeRequest", { refreshes: [...refreshes] });
  const reopen = useWrite("reopenRequest", { refreshes: [...refreshes] });
  const error = close.error ?? reopen.error;
  const said = (title: string) => ({ onSuccess: () => showToast({ title }) });
  return (
    <>
      {error && (
        <Notice kind="error" live>
          {sentenceOf(error)}
        </Notice>
      )}
      {request.can.close && (
        <Button busy={close.isPending} onClick={() => close.mutate({ params }, said(t.closed))}>
          {t.close}
        </Button>
      )}
      {request.can.reopen && (
        <Button busy={reopen.isPending} onClick={() => reopen.mutate({ params }, said(t.reopened))}>
          {t.reopen}
        </Button>
      )}
    </>
  );
}

/** Who deals with it: kept as soon as it is chosen. */
export function AssignRequest({ request }: { request: Request }) {
  const t = useWords(words);
  const assign = useWrite("assignRequest", { refreshes: [...refreshes] });
  if (!request.can.assign) return null;
  const chosen = assign.isPending ? assign.variables.body.user : request.assignee?.id;
  const choose = (user: string) =>
    assign.mutate(
      { params: { request: request.id }, body: { user: user || null } },
      { onSuccess: () => showToast({ title: t.assigned }) },
    );
  return (
    <Row>
      <Field name="assignee" label={t.assignee} error={assign.error ? sentenceOf(assign.error) : null}>
        <Select
          value={chosen ?? ""}
          onChange={(event) => choose(event.target.value)}
          disabled={assign.isPending}
        >
          <option value="">{t.nobody}</option>
          {request.colleagues.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
    </Row>
  );
}
