import { Download, FileSpreadsheet, FileText, Printer, Table2 } from "lucide-react";
import { fileAddress } from "../../lib/api.ts";
import { download } from "../../lib/download.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Popover, PopoverLinks } from "../../ui/popover.tsx";
import type { Asked } from "./reading.ts";

const words = {
  export: { fr: "Exporter", en: "Export" },
  pdf: { fr: "Document PDF", en: "PDF document" },
  pdfHint: { fr: "À garder ou à envoyer", en: "To keep or to send" },
  xlsx: { fr: "Tableur (XLSX)", en: "Spreadsheet (XLSX)" },
  xlsxHint: { fr: "Excel, LibreOffice", en: "Excel, LibreOffice" },
  csv: { fr: "Texte (CSV)", en: "Text (CSV)" },
  csvHint: { fr: "Pour un autre logiciel", en: "For other software" },
  print: { fr: "Imprimer cette page", en: "Print this page" },
} satisfies Words;

/** What is seen, as PDF, XLSX or CSV, or on paper (SPEC ACT-10). */
export function ExportPopover({ account, asked }: { account: string; asked: Asked }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const save = (format: "pdf" | "xlsx" | "csv") => () =>
    download(fileAddress("exportStatement", { params: { account }, query: { ...asked, format, language } }));
  return (
    <Popover label={t.export} icon={Download} look="button" align="end">
      <PopoverLinks
        label={t.export}
        items={[
          { key: "pdf", onClick: save("pdf"), label: t.pdf, hint: t.pdfHint, icon: FileText },
          { key: "xlsx", onClick: save("xlsx"), label: t.xlsx, hint: t.xlsxHint, icon: FileSpreadsheet },
          { key: "csv", onClick: save("csv"), label: t.csv, hint: t.csvHint, icon: Table2 },
          { key: "print", onClick: () => globalThis.print(), label: t.print, icon: Printer },
        ]}
      />
    </Popover>
  );
}
