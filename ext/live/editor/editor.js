// An editor for one cell of Python, made of CodeMirror 6: colours, indentation, brackets, completion of names.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import purify from "dompurify";

const colour = (tag, name) => ({ tag, color: `var(--dldm-${name})` });
const highlight = HighlightStyle.define([
  colour([tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.definitionKeyword, tags.moduleKeyword], "keyword"),
  colour([tags.string, tags.special(tags.string)], "string"), colour([tags.number, tags.bool, tags.null], "number"),
  { ...colour(tags.comment, "comment"), fontStyle: "italic" },
  colour([tags.function(tags.variableName), tags.definition(tags.className)], "function")]);

// Tab indents, but after Esc it leaves the editor, so that nobody is caught in it.
function tabs(leaves) {
  const unless = (command) => (view) => !leaves.on && command(view);
  return keymap.of([{ key: "Escape", run: () => { leaves.on = true; return false; } },
    { key: "Tab", run: unless(indentMore) }, { key: "Shift-Tab", run: unless(indentLess) }]);
}

// The keys: Shift+Enter calls run("next"), Ctrl+Enter run("stay").
function keys(run, leaves) {
  const press = (how) => () => { run(how); return true; };
  return [keymap.of([{ key: "Shift-Enter", run: press("next") }, { key: "Mod-Enter", run: press("stay") }]), tabs(leaves),
    keymap.of([...completionKeymap, ...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.domEventHandlers({
      focus: () => { leaves.on = false; },
      keydown: (event) => { if (!["Escape", "Tab", "Shift"].includes(event.key)) leaves.on = false; } })];
}

// Completion of the name before the cursor; `names(before)` promises those that Python knows, after "a.b." or from the start.
const completion = (names) => autocompletion({ activateOnTyping: false, override: [async (context) => {
  const word = context.matchBefore(/[\w.]+/);
  if (!word && !context.explicit) return null;
  const text = word?.text ?? "", dot = text.lastIndexOf(".") + 1;
  const options = (await names(text.slice(0, dot))).map((name) => ({ label: name }));
  return { from: (word?.from ?? context.pos) + dot, options, validFor: /^\w*$/ };
}] });

// An editor below `parent`; `change(code)` hears every edit.
export function makeEditor(parent, { code, label, change, run, names }) {
  const view = new EditorView({ parent, state: EditorState.create({ doc: code, extensions: [
    keys(run, { on: false }), completion(names), history(), drawSelection(), indentUnit.of("    "), EditorState.tabSize.of(4),
    indentOnInput(), bracketMatching(), closeBrackets(), new LanguageSupport(pythonLanguage), syntaxHighlighting(highlight),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
    EditorView.updateListener.of((update) => { if (update.docChanged) change(update.state.doc.toString()); })] }) });
  return {
    get code() { return view.state.doc.toString(); },
    set code(text) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }); },
    focus() { view.focus(); },
  };
}

// HTML without anything that could act or reach beyond its own box: no script, no handler, no style sheet, no foreign address.
const LIMITS = { USE_PROFILES: { html: true, svg: true }, FORBID_TAGS: ["style", "form", "a", "iframe", "image"], FORBID_ATTR: ["name"],
  ADD_TAGS: ["use"], ADD_ATTR: ["href"] };
purify.addHook("afterSanitizeAttributes", (node) => {
  for (const { name, value } of [...node.attributes])
    if ((/href$/.test(name) && !value.startsWith("#")) || (/url\(/i.test(value) && !/url\(['"]?#/i.test(value))
        || (/^(src|srcset|poster|background)$/.test(name) && !value.startsWith("data:image/"))) node.removeAttribute(name);
});
export const clean = (html) => purify.sanitize(html, LIMITS);
