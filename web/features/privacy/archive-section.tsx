import { useQuery } from "@tanstack/react-query";
import { Download, FolderArchive } from "lucide-react";
import { useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { parisDate, useFormat } from "../../lib/format.ts";
import { query, refresh, sentenceOf, useWrite } from "../../lib/queries.ts";
import { saveBlob } from "../../lib/save-blob.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { Progress } from "../../ui/progress.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AskPassword } from "../session/ask-password.tsx";
import { ProveAgain } from "../session/prove-again.tsx";

const words = {
  title: { fr: "Tout emporter", en: "Take everything with you" },
  lead: {
    fr: "Une archive (zip) avec une page à lire, un tableau par sorte de donnée, vos factures et les fichiers que vous avez envoyés.",
    en: "An archive (zip) with a page to read, a table for each kind of data, your invoices and the files that you sent.",
  },
  prepare: { fr: "Préparer mes données", en: "Prepare my data" },
  again: { fr: "En préparer une autre", en: "Prepare another one" },
  making: { fr: "Votre archive se prépare", en: "Your archive is being made" },
  meanwhile: {
    fr: "Vous pouvez quitter cette page : un courriel vous préviendra.",
    en: "You can leave this page: an e-mail will tell you.",
  },
  rows: {
    fr: (done: string, total: string) => `${done} sur ${total}`,
    en: (done: string, total: string) => `${done} of ${total}`,
  },
  ready: {
    fr: (size: string, until: string) =>
      `Votre archive est prête (${size}). Elle est gardée jusqu’au ${until}.`,
    en: (size: string, until: string) => `Your archive is ready (${size}). It is kept until ${until}.`,
  },
  gone: {
    fr: (at: string) => `Celle du ${at} n’est plus gardée.`,
    en: (at: string) => `The one of ${at} is no longer kept.`,
  },
  download: { fr: "Télécharger mes données", en: "Download my data" },
  why: {
    fr: "Cette archive dit tout de vous. Prouvez que c’est vous, pour que personne d’autre ne l’emporte.",
    en: "This archive says everything about you. Prove that it is you, so that nobody else takes it.",
  },
  saved: { fr: "L’archive est téléchargée.", en: "The archive is downloaded." },
  file: { fr: "mes-donnees.zip", en: "my-data.zip" },
} satisfies Words;

type Archive = NonNullable<GotOf<"readMyData">["archive"]>;
type Proof = GotOf<"readMyData">["proof"];
type Given = { archive: Archive | null; canAsk: boolean; proof: Proof };

/** The archive of all that is held: asked for, being made, ready for some days. */
export function ArchiveSection({ archive, canAsk, proof }: Given) {
  const t = useWords(words);
  const f = useFormat();
  const ask = useWrite("askArchive", { refreshes: ["readMyData"] });
  const ready = archive?.state === "ready";
  return (
    <Section title={t.title}>
      <Stack gap={4}>
        <Text>{t.lead}</Text>
        {ask.error && (
          <Notice kind="error" live>
            {sentenceOf(ask.error)}
          </Notice>
        )}
        {archive?.state === "making" && <Making archive={archive} />}
        {archive?.state === "gone" && <Text look="muted">{t.gone(f.date(parisDate(archive.askedAt)))}</Text>}
        {ready && (
          <Notice kind="success" live>
            {t.ready(f.bytes(archive.bytes ?? 0), f.instant(archive.expiresAt ?? archive.askedAt))}
          </Notice>
        )}
        <Row>
          {ready && <DownloadArchive archive={archive} proof={proof} />}
          {canAsk && (
            <Button
              icon={FolderArchive}
              look={ready ? "quiet" : "primary"}
              busy={ask.isPending}
              onClick={() => ask.mutate({})}
            >
              {ready ? t.again : t.prepare}
            </Button>
          )}
        </Row>
      </Stack>
    </Section>
  );
}

/** Asked again each second; the page is read anew once it is over. */
function Making({ archive }: { archive: Archive }) {
  const t = useWords(words);
  const f = useFormat();
  const { data } = useQuery({
    ...query("readArchive", { params: { archive: archive.id } }),
    refetchInterval: ({ state }) => {
      if (!state.data || state.data.state === "making") return 1000;
      void refresh("readMyData");
      return false;
    },
  });
  const { rowsDone, rowsTotal } = data ?? archive;
  return (
    <Stack gap={2}>
      <Progress
        label={t.making}
        {...(rowsTotal > 0 ? { value: rowsDone, max: rowsTotal } : {})}
        detail={rowsTotal > 0 ? t.rows(f.number(rowsDone), f.number(rowsTotal)) : undefined}
      />
      <Text look="muted">{t.meanwhile}</Text>
    </Stack>
  );
}

/** Who just proved who he is takes it at once; the others do so first, each by his own means. */
function DownloadArchive({ archive, proof }: { archive: Archive; proof: Proof }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const download = useWrite("downloadArchive");
  const take = (password: string, onError?: (error: unknown) => void) =>
    download.mutate(
      { params: { archive: archive.id }, body: { password } },
      {
        onSuccess: (file) => {
          saveBlob(file, t.file);
          setOpen(false);
          showToast({ title: t.saved });
        },
        onError: (error) => {
          onError?.(error);
          if (proof === "given") void refresh("readMyData");
        },
      },
    );
  return (
    <>
      <Button
        look="primary"
        icon={Download}
        busy={proof === "given" && download.isPending}
        onClick={() => (proof === "given" ? take("") : setOpen(true))}
      >
        {t.download}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.download} size="s">
        {proof === "password" ? (
          <AskPassword save={t.download} busy={download.isPending} onPassword={take}>
            <Text>{t.why}</Text>
          </AskPassword>
        ) : (
          <ProveAgain back="/mes-donnees">
            <Text>{t.why}</Text>
          </ProveAgain>
        )}
      </Dialog>
      {proof !== "password" && download.error && (
        <Notice kind="error" live>
          {sentenceOf(download.error)}
        </Notice>
      )}
    </>
  );
}
