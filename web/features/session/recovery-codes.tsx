import { Download } from "lucide-react";
import { useState } from "react";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import "./protection.css";

const words = {
  title: { fr: "Gardez ces codes", en: "Keep these codes" },
  text: {
    fr: "Si vous perdez votre téléphone, un de ces codes vous fera entrer, une fois chacun. Ils ne seront plus montrés : imprimez-les ou enregistrez-les maintenant.",
    en: "If you lose your telephone, one of these codes lets you in, once each. They will not be shown again: print or save them now.",
  },
  list: { fr: "Codes de secours", en: "Recovery codes" },
  save: { fr: "Enregistrer dans un fichier", en: "Save to a file" },
  kept: { fr: "J’ai gardé mes codes", en: "I have kept my codes" },
  goOn: { fr: "Terminer", en: "Finish" },
  fileName: { fr: "codes-de-secours.txt", en: "recovery-codes.txt" },
  fileTitle: {
    fr: (name: string) => `Codes de secours, ${name}. Chacun sert une fois.`,
    en: (name: string) => `Recovery codes, ${name}. Each works once.`,
  },
} satisfies Words;

/** Recovery codes, shown this once (ACC-9). */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useWords(words);
  const { name } = useOrganization();
  const [kept, setKept] = useState(false);
  const save = () => {
    const text = `${t.fileTitle(name)}\n\n${codes.join("\n")}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = t.fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return (
    <Stack gap={4}>
      <Notice kind="warning" title={t.title} live>
        {t.text}
      </Notice>
      <ul className="protection-codes" aria-label={t.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Row>
        <Button icon={Download} onClick={save}>
          {t.save}
        </Button>
      </Row>
      <Checkbox name="kept" checked={kept} onChange={(event) => setKept(event.target.checked)}>
        {t.kept}
      </Checkbox>
      <Row>
        <Button look="primary" disabled={!kept} onClick={onDone}>
          {t.goOn}
        </Button>
      </Row>
    </Stack>
  );
}
