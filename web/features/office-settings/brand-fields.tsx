import { useEffect, useRef, useState } from "react";
import type { GotOf } from "../../lib/api.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { applyAccent, surfaces, toHex } from "../../lib/theme.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Row, Text } from "../../ui/layout.tsx";
import { showToast } from "../../ui/toast.tsx";
import { logoOf } from "../organization/logo.ts";
import "./settings.css";

type Organization = GotOf<"readOrganization">;

const words = {
  name: { fr: "Nom montré aux clients", en: "Name shown to customers" },
  accent: { fr: "Couleur", en: "Colour" },
  accentHint: {
    fr: "La vôtre, telle quelle : nous la corrigeons juste assez pour qu’elle se lise, en clair et en sombre.",
    en: "Yours, as it is: we correct it just enough to be read, in light and in dark.",
  },
  light: { fr: "En clair", en: "In light" },
  dark: { fr: "En sombre", en: "In dark" },
  sample: { fr: "Régler 1 147,98 €", en: "Pay €1,147.98" },
  link: { fr: "Un lien dans une phrase", en: "A link in a sentence" },
  logo: { fr: "Logo", en: "Logo" },
  logoHint: {
    fr: "PNG, JPEG ou WebP, 512 ko au plus ; lu sur fond clair et sombre.",
    en: "PNG, JPEG or WebP, 512 kB at most; read on light and dark.",
  },
  replaced: {
    fr: "Le logo est remplacé : vos clients le voient déjà.",
    en: "The logo is replaced: your customers see it already.",
  },
  current: { fr: "Logo actuel", en: "Present logo" },
} satisfies Words;

/** Name and colour, with the colour as customers will see it. */
export function BrandFields({ organization }: { organization: Organization }) {
  const t = useWords(words);
  const [accent, setAccent] = useState(organization.accent);
  return (
    <>
      <Field name="name" label={t.name}>
        <TextInput defaultValue={organization.name} maxLength={120} />
      </Field>
      <Field name="accent" label={t.accent} hint={t.accentHint}>
        <TextInput
          type="color"
          className="settings-colour"
          value={accent}
          onChange={(event) => setAccent(event.target.value)}
        />
      </Field>
      <div className="settings-previews">
        <Preview theme="light" title={t.light} accent={accent} />
        <Preview theme="dark" title={t.dark} accent={accent} />
      </div>
    </>
  );
}

/** A corner of the portal in one theme. Its button and link lead nowhere: they are drawn only. */
function Preview({ theme, title, accent }: { theme: "light" | "dark"; title: string; accent: string }) {
  const t = useWords(words);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    applyAccent(accent, box.current);
    // Paper and ink were resolved for the page's own theme: the box takes those of the theme that it shows.
    const other = theme === "light" ? "dark" : "light";
    const ink = toHex(surfaces[other].paper);
    box.current.style.setProperty("--q-paper", toHex(surfaces[theme].paper));
    box.current.style.setProperty("--q-ink", ink);
    box.current.style.setProperty("--q-ink-3", ink);
  }, [accent, theme]);
  return (
    <div ref={box} className={`settings-preview settings-preview--${theme}`}>
      <Text look="small">{title}</Text>
      <div inert>
        <Row>
          <Button look="primary">{t.sample}</Button>
          <LinkButton look="quiet" href="#">
            {t.link}
          </LinkButton>
        </Row>
      </div>
    </div>
  );
}

/** The logo: replaced as soon as a file is chosen. */
export function LogoField({ organization }: { organization: Organization }) {
  const t = useWords(words);
  const logo = logoOf(organization);
  const update = useWrite("updateLogo", { refreshes: ["readOrganization"] });
  const send = ([file]: File[]) => {
    if (file) update.mutate({ body: file }, { onSuccess: () => showToast({ title: t.replaced }) });
  };
  return (
    <>
      {logo && <img className="settings-logo" src={logo} alt={t.current} />}
      <FileDrop
        label={t.logo}
        hint={t.logoHint}
        files={[]}
        onFiles={send}
        multiple={false}
        accept="image/png,image/jpeg,image/webp"
        error={update.error ? sentenceOf(update.error) : null}
      />
    </>
  );
}
