import type { ThemeConfig } from "antd";

/** antd's tokens, in step with tokens.css. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#0e6b68",
    colorInfo: "#0e6b68",
    colorLink: "#0e6b68",
    colorSuccess: "#2e8b57",
    colorWarning: "#c98a12",
    colorError: "#c63d2f",
    colorText: "#10242a",
    colorTextSecondary: "#4a636b",
    colorTextTertiary: "#5c6e75",
    colorBgLayout: "#f5f4ef",
    colorBorder: "#d9d6cb",
    colorBorderSecondary: "#e9e7df",
    borderRadius: 8,
    fontFamily: "var(--font)",
    fontSize: 14,
    controlHeight: 34,
    wireframe: false,
  },
  components: {
    Layout: { headerBg: "#ffffff", siderBg: "#10242a", bodyBg: "#f5f4ef", headerHeight: 56, headerPadding: "0 20px" },
    Menu: {
      darkItemBg: "transparent",
      darkSubMenuItemBg: "transparent",
      darkItemColor: "#b9c6c9",
      darkItemHoverBg: "rgb(255 255 255 / 6%)",
      darkItemHoverColor: "#ffffff",
      darkItemSelectedBg: "rgb(255 255 255 / 10%)",
      darkItemSelectedColor: "#ffffff",
      darkGroupTitleColor: "#7f9298",
      itemBorderRadius: 8,
      itemHeight: 38,
    },
    Table: { headerBg: "#f7f6f2", headerColor: "#4a636b", rowHoverBg: "#f7faf9", cellPaddingBlock: 10 },
    Card: { borderRadiusLG: 10 },
    Segmented: { itemSelectedColor: "#0a5452", trackBg: "#e9e7df" },
    Tree: { nodeSelectedBg: "#e2efed" },
  },
};
