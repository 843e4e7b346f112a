import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type Language, LanguageProvider } from "../lib/words.ts";
import { Amount } from "./amount.tsx";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { Form } from "./form.tsx";
import { TextInput } from "./inputs.tsx";
import { Pager } from "./pager.tsx";
import { Table } from "./table.tsx";
import { State } from "./tag.tsx";

function html(node: ReactNode, language: Language = "fr"): string {
  return renderToStaticMarkup(<LanguageProvider initial={language}>{node}</LanguageProvider>);
}

const text = (markup: string) => markup.replace(/<[^>]+>/g, "");

function attribute(markup: string, element: string, name: string): string | undefined {
  return new RegExp(`<${element}[^>]* ${name}="([^"]*)"`).exec(markup)?.[1];
}

describe("a field", () => {
  const markup = html(
    <Field name="email" label="E-mail" hint="Example" error="Type an address">
      <TextInput type="email" />
    </Field>,
  );

  it("ALL-2 ties its label, its hint and its error to the control", () => {
    const id = attribute(markup, "input", "id");
    expect(attribute(markup, "label", "for")).toBe(id);
    expect(attribute(markup, "input", "aria-describedby")).toBe(`${id}-hint ${id}-error`);
    expect(markup).toContain(`id="${id}-hint"`);
    expect(markup).toContain(`id="${id}-error"`);
    expect(attribute(markup, "input", "aria-invalid")).toBe("true");
    expect(attribute(markup, "input", "name")).toBe("email");
  });

  it("is required unless it says that it is optional", () => {
    expect(markup).toContain("required");
    const optional = html(
      <Field name="fax" label="Fax" optional>
        <TextInput />
      </Field>,
      "en",
    );
    expect(optional).toContain("(optional)");
    expect(optional).not.toContain("required");
  });
});

describe("a form", () => {
  it("ALL-2 sums its errors up, each leading to its field, and shows them at their fields too", () => {
    const markup = html(
      <Form
        onSubmit={() => {}}
        errors={{ email: "Type an address", form: "Nothing was saved", phone: undefined }}
      >
        <Field name="email" label="E-mail">
          <TextInput />
        </Field>
      </Form>,
    );
    const id = attribute(markup, "input", "id");
    expect(markup).toContain(`<a href="#${id}">Type an address</a>`);
    expect(markup).toContain("2 points sont à revoir");
    expect(markup.match(/Type an address/g)).toHaveLength(2);
    expect(markup).toContain("<li>Nothing was saved</li>");
  });
});

describe("a table", () => {
  type Row = { id: string; month: string; name: string; cents: number };
  const rows: Row[] = [
    { id: "a", month: "2026-03", name: "One", cents: 100 },
    { id: "b", month: "2026-03", name: "Two", cents: 250 },
    { id: "c", month: "2026-02", name: "Three", cents: 5 },
  ];
  const markup = html(
    <Table
      caption="Things"
      columns={[
        { key: "name", header: "Name", cell: (row) => row.name, sortable: true },
        {
          key: "cents",
          header: "Amount",
          cell: (row) => <Amount cents={row.cents} />,
          numeric: true,
          sortable: true,
          foot: "3,55",
        },
      ]}
      rows={rows}
      rowKey={(row) => row.id}
      sort={{ key: "cents", direction: "descending" }}
      onSort={() => {}}
      group={(row) => ({ key: row.month, label: row.month })}
      selection={{
        selected: new Set(["a"]),
        onChange: () => {},
        label: (row) => `Select ${row.name}`,
        canSelect: (row) => row.id !== "c",
      }}
      rowHref={(row) => `/things/${row.id}`}
    />,
  );

  it("ALL-2 has a caption, and says how it is sorted in the heads that sort", () => {
    expect(markup).toContain("<caption>Things</caption>");
    expect([...markup.matchAll(/aria-sort="(\w+)"/g)].map((match) => match[1])).toEqual([
      "none",
      "descending",
    ]);
  });

  it("keeps rows of one group under one heading", () => {
    expect(markup.match(/scope="rowgroup"/g)).toHaveLength(2);
  });

  it("names every box, and gives none to a row that can't be chosen", () => {
    expect(markup).toContain("Select One");
    expect(markup).toContain("Select Two");
    expect(markup).not.toContain("Select Three");
  });

  it("opens a row by a real link in its first column", () => {
    expect(markup).toContain('<a href="/things/b" class="q-table__open">Two</a>');
  });

  it("keeps its roles when a phone lays its rows out in two lines", () => {
    expect(markup.match(/<tr(?! role="row")/g)).toBeNull();
    expect(markup.match(/<td(?! role="cell")/g)).toBeNull();
  });
});

describe("small things", () => {
  it("a state is an icon and a word", () => {
    expect(html(<State kind="overdue">Late</State>)).toMatch(/<svg.*aria-hidden="true".*<\/svg>Late/);
  });

  it("a busy button keeps its words, says that it works and does nothing", () => {
    const markup = html(<Button busy>Pay</Button>, "en");
    expect(markup).toContain("Pay");
    expect(markup).toContain("Working");
    expect(attribute(markup, "button", "aria-disabled")).toBe("true");
    expect(markup).not.toContain('disabled=""');
  });

  it("a large amount reads as the same characters as a small one", () => {
    expect(text(html(<Amount cents={-123456789} size="xl" />))).toBe(
      text(html(<Amount cents={-123456789} />)),
    );
    expect(attribute(html(<Amount cents={114798} />), "data", "value")).toBe("1147.98");
  });

  it("a pager of one page is nothing", () => {
    expect(html(<Pager />)).toBe("");
  });
});
