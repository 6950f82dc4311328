import vue from "eslint-plugin-vue"
import tseslint from "typescript-eslint"

export default tseslint.config(
    { ignores: ["node_modules/**"] },
    ...tseslint.configs.recommended,
    ...vue.configs["flat/recommended"],
    {
        files: ["**/*.vue"],
        languageOptions: { parserOptions: { parser: tseslint.parser } },
    },
    {
        rules: {
            "no-console": ["error", { allow: ["warn", "error"] }],
            "no-undef": "off",
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
            "vue/multi-word-component-names": "off",
            "vue/html-indent": "off",
            "vue/html-quotes": "off",
            "vue/max-attributes-per-line": "off",
            "vue/singleline-html-element-content-newline": "off",
            "vue/html-self-closing": "off",
            "vue/html-closing-bracket-newline": "off",
            "vue/multiline-html-element-content-newline": "off",
            "vue/first-attribute-linebreak": "off",
            "vue/require-default-prop": "off",
            "vue/no-v-html": "error",
        },
    },
)
