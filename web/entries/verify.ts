import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/parts.css";
import "../styles/fonts-app.css";
import { mount } from "svelte";
import { begin } from "../src/i18n/index.svelte";
import Verify from "../src/verify/Verify.svelte";

await begin({
  de: () => import("virtual:messages/verify/de"),
  en: () => import("virtual:messages/verify/en"),
});
const target = document.getElementById("root");
if (target) mount(Verify, { target });
