#!/usr/bin/env python3
"""Makes Tests/ChatTemplatesTests/Fixtures/rendered.json: what transformers makes of dialogues with templates of every kind.

    pip install transformers==5.23.0 jinja2==3.1.6
    python Tests/Scripts/make_chat_template_fixtures.py

The templates are our own: each uses what the templates of a family of models use, or one part of the language.
"""

import json
import pathlib
import datetime

from transformers.utils import chat_template_utils

FILE = pathlib.Path(__file__).resolve().parents[1] / "ChatTemplatesTests" / "Fixtures" / "rendered.json"
TOKENS = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
NOW = datetime.datetime(2024, 7, 26, 15, 4, 5)

SYSTEM = {"role": "system", "content": " Be brief.\nAlways. "}
DIALOGUES = {
    "question": [{"role": "user", "content": "Is tea good for me?"}],
    "answered": [
        {"role": "user", "content": "  Hi <|im_end|>\n\n"}, {"role": "assistant", "content": "<think>\nhm\n</think>\n\nHello 'you' \"there\"</s> \\n"},
        {"role": "user", "content": "Naïve café — 日本語 👍🏽\tß"}],
    "system": [SYSTEM, {"role": "user", "content": "Hi"}],
    "system-answered": [
        SYSTEM, {"role": "user", "content": "one"}, {"role": "assistant", "content": "two"}, {"role": "user", "content": "three"},
        {"role": "assistant", "content": "four "}],
    "disorder": [{"role": "assistant", "content": "first"}, {"role": "user", "content": ""}],
    "empty": [],
}

FAMILIES = {
    "alternating": """{% if messages[0]['role'] == 'system' %}{% set turns = messages[1:] %}{% set system = messages[0]['content'] %}{% else %}{% set turns = messages %}{% set system = false %}{% endif %}{% for message in turns %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Turns must alternate') }}{% endif %}{% if loop.index0 == 0 and system != false %}{% set content = '<<SYS>>\\n' + system + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' '  + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}""",
    "lines": """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>\\n' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>\\n' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>\\n'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}
""",
    "chatml": """{%- if messages and messages[0].role == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
{%- else %}
    {{- '<|im_start|>system\\nYou help.<|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
""",
    "reasoning": """{%- set ns = namespace(multi_step=true, last=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.multi_step and message.role == "user" and message.content is string and not(message.content.startswith('<tool>') and message.content.endswith('</tool>')) %}
        {%- set ns.multi_step = false %}
        {%- set ns.last = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if message.content is string %}{%- set content = message.content %}{%- else %}{%- set content = '' %}{%- endif %}
    {%- if message.role == "assistant" %}
        {%- set reasoning = '' %}
        {%- if message.reasoning is string %}
            {%- set reasoning = message.reasoning %}
        {%- elif '</think>' in content %}
            {%- set reasoning = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
            {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
        {%- endif %}
        {%- if loop.index0 > ns.last or (not loop.last and reasoning) %}
            {{- '<|a|><think>' + reasoning.strip('\\n') + '</think>' + content }}
        {%- else %}
            {{- '<|a|>' + content }}
        {%- endif %}
    {%- else %}
        {{- '<|' ~ message.role[:1] ~ '|>' ~ content }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|a|>' }}
    {%- if enable_thinking is defined and enable_thinking is false %}{{- '<think></think>' }}{%- endif %}
{%- endif %}
""",
    "headers": """{{- bos_token }}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = strftime_now("%d %b %Y") %}
    {%- else %}
        {%- set date_string = "26 Jul 2024" %}
    {%- endif %}
{%- endif %}
{%- if messages and messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{%- if tools is not none %}
    {{- "Environment: ipython\\n" }}
{%- endif %}
{{- "Today Date: " + date_string + "\\n\\n" }}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
    {%- elif 'tool_calls' in message %}
        {{- message.tool_calls[0].function.arguments | tojson }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}
""",
    "turns": """{{ bos_token }}{% if messages and messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}{{ '<start_of_turn>' + role + '\\n' + message['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model\\n'}}{% endif %}""",
    "pieces": """{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- if not tools is defined %}
    {%- set tools = none %}
{%- endif %}
{%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
{%- set ns = namespace() %}
{%- set ns.index = 0 %}
{%- for message in loop_messages %}
    {%- if not (message.role == "tool" or message.role == "tool_results" or (message.tool_calls is defined and message.tool_calls is not none)) %}
        {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
            {{- raise_exception("After the optional system message, conversation roles must alternate") }}
        {%- endif %}
        {%- set ns.index = ns.index + 1 %}
    {%- endif %}
{%- endfor %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if loop.last and system_message is defined %}
            {{- "[INST] " + system_message + "\\n\\n" + message["content"] + "[/INST]" }}
        {%- else %}
            {{- "[INST] " + message["content"] + "[/INST]" }}
        {%- endif %}
    {%- elif message["role"] == "assistant" %}
        {{- " " + message["content"]|trim + eos_token}}
    {%- endif %}
{%- endfor %}
{{- user_messages[-1].content if user_messages }}""",
    "macros": """{%- macro turn(role, text, last=false) -%}
    <{{ role }}{{ '!' if last }}>{{ text|trim }}</{{ role }}>
{%- endmacro %}
{%- for m in messages -%}
{{ turn(m.role, m.content, last=loop.last) }}
{% generation %}{{ loop.index }}/{{ loop.length }}{% endgeneration %}
{%- endfor %}
""",
}

PARTS = [
    "  {% if true %}  \n  a\n  {% endif %}\n  b\n", "{%- if true -%}  \n a \n {%- endif -%}\n b", "x  {%+ if true %} y{%+ endif +%}\n z\n\n", "a {# c #}\n  {# d -#}  b\n{#- e #} f",
    "  {{ 1 }}\n  {{- 2 -}}  \n 3", "{% raw %} {{ x }} {% y %}\n{% endraw %}\nz", "a\r\nb\rc\n", "{% set x = 'a\\tb\\x41\\u00e9\\'q\\'' %}{{ x }}|{{ x|length }}",
    "{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 1.5 + 1 }} {{ 1e3 }} {{ 10 / 5 }} {{ -3 }} {{ 1_000 }} {{ 0.1 + 0.2 }}",
    "{{ 'a' ~ 1 ~ none ~ true ~ 1.0 }} {{ 'ab' * 3 }} {{ [1, 2] + [3] }} {{ 'a' 'b' }}", "{{ 1 < 2 < 3 }} {{ 1 == 1.0 }} {{ 'a' in 'cat' }} {{ 3 not in [1, 2] }} {{ not 1 }} {{ 'x' and '' or 'y' }} {{ true == 1 }}",
    "{{ [1, 'a', none, true, 2.5, ['\\'', \"\\\"'\"], {'k': 'v', 1: 2}] }}", "{{ {'a': 1, 'b': [1, 2, {'c': none}], 'é': 'ü<>&\\n\\\"'} | tojson }}", "{{ {'a': 1, 'b': [1, {}], 'c': []} | tojson(indent=2) }}",
    "{{ messages | tojson }}", "{{ messages | tojson(indent=4) }}", "{{ messages | map(attribute='role') | join(', ') }}|{{ messages | map('length') | list }}|{{ messages | map(attribute='x', default='-') | join }}",
    "{{ messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | list }}", "{{ messages | rejectattr('role', 'in', ['user']) | list | length }}", "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }};{% endfor %}{% for k, v in {'b': 1, 'a': 2} | dictsort %}{{ k }}{{ v }}{% endfor %}{{ {'x': 1}.get('y', 'z') }}{{ {'x': 1}.get('y') }}",
    "{{ 'Hello World'[1:5] }} {{ 'Hello'[::-1] }} {{ 'Hello'[-3:] }} {{ [1,2,3,4][::2] }} {{ 'abc'[5:] }}|{{ 'abc'[-1] }} {{ (1, 2)[0] }} {{ 'Hello'[4:1:-2] }} {{ [1,2,3][:-1] }}",
    "{{ ' a b '.strip() }}|{{ 'xxaxx'.strip('x') }}|{{ 'xxaxx'.lstrip('x') }}|{{ 'a,b,,c'.split(',') }}|{{ ' a  b '.split() }}|{{ 'a b c'.split(' ', 1) }}|{{ 'a b c'.rsplit(' ', 1) }}|{{ 'a\\nb\\r\\nc\\n'.splitlines() }}|{{ 'a b c'.split(none, 1) }}",
    "{{ 'aXbX'.replace('X', '--') }} {{ 'aXbX'.replace('X', '', 1) }} {{ 'abc'.replace('', '.') }} {{ 'abc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'c')) }} {{ 'abc'.find('c') }} {{ 'aXbX'.rfind('X') }} {{ 'aaa'.count('a') }} {{ '-'.join(['a', 'b']) }} {{ 'prefix-x'.removeprefix('prefix-') }} {{ 'a-b-c'.partition('-') | join('|') }}{{ 'a-b-c'.rpartition('-') | join('|') }}",
    "{{ 'hELLO wORLD'.title() }} {{ 'hELLO'.capitalize() }} {{ 'straße'.upper() }} {{ 'ÀÉ'.lower() }} {{ '12'.isdigit() }} {{ 'ab'.isalpha() }} {{ ' '.isspace() }}", "{{ 'hello world' | title }} {{ 'abc' | upper | lower | capitalize }} {{ ' x ' | trim }}| {{ 'xyx' | trim('x') }} {{ 'a\\nb\\n\\nc' | indent(2) }}|{{ 'a\\nb' | indent(2, true) }}|",
    "{{ [3, 1, 2] | sort }} {{ ['b', 'A', 'c'] | sort }} {{ ['b', 'A'] | sort(reverse=true) }} {{ [1, 1, 2] | unique | list }} {{ [1, 2, 3] | sum }} {{ [1, 5, 3] | max }} {{ [4, 2] | min }} {{ [1, 2] | reverse | list }} {{ 'abc' | reverse }} {{ 'abc' | list }} {{ [1, 2] | first }} {{ [1, 2] | last }} {{ [] | first is defined }}",
    "{{ '42' | int + 1 }} {{ 'x' | int }} {{ 'x' | int(7) }} {{ '1.5' | float }} {{ 3.7 | int }} {{ -3 | abs }} {{ 2.567 | round(2) }} {{ 2.5 | round }} {{ 1 | string + 'a' }} {{ [1] | string }}", "{{ x | default('d') }} {{ '' | default('d', true) }} {{ none | default('d') }} {{ none | default('d', boolean=true) }} {{ x is defined }} {{ x is undefined }} {{ x }}|{{ messages[0].nothing }}|{{ x | length }}",
    "{{ 1 is number }} {{ 'a' is string }} {{ none is none }} {{ [] is iterable }} {{ {} is mapping }} {{ 1 is integer }} {{ true is integer }} {{ 1.0 is float }} {{ true is boolean }} {{ 2 is even }} {{ 3 is odd }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(4) }} {{ 1 is not none }} {{ false is false }} {{ 'a' is sequence }} {{ 3 is eq 3 }} {{ 2 is in [1, 2] }}",
    "{% for i in range(3) %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.revindex }}{{ loop.previtem }}{{ loop.nextitem }} {% else %}none{% endfor %}{% for i in [] %}x{% else %}none{% endfor %}", "{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{% for i in range(6) if i % 2 %}{{ loop.index }}:{{ i }} {% endfor %}{{ range(2, 10, 3) | list }}{{ range(3, 0, -1) | list }}",
    "{% set x = 1 %}{% for i in range(3) %}{% set x = x + i %}{{ x }}{% endfor %}{{ x }}", "{% set n = namespace(x=1, y='a') %}{% for i in range(3) %}{% set n.x = n.x + i %}{% endfor %}{{ n.x }}{{ n.y }}{{ n.z }}", "{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set (c, d) = [3, 4] %}{{ c }}{{ d }}{% for a, b in [[1, 2], [3, 4]] %}{{ a * b }}{% endfor %}",
    "{% set x %}  a{{ 1 }}b {% endset %}[{{ x }}]{% set y | trim | upper %} q {% endset %}[{{ y }}]", "{% filter upper %}abc{{ 'd' }}{% endfilter %}", "{% macro m(a, b='x') %}{{ a }}-{{ b }};{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(b=3, a=4) }}{{ m() }}", "{% if messages %}{{ messages[0] }}{% endif %}",
    "{{ 'a' if false }}|{{ 'a' if false else 'b' if true else 'c' }}", "{{ strftime_now('%Y-%m-%d %H:%M:%S %A %a %B %b %d %j %y %I %p %%') }}", "{{ messages[-1]['content'][:3] ~ '<s>' }}", "{{ dict(a=1, b=2) }} {{ dict({'x': 1}, y=2).y }}", "{{ [1, 2, 3].index(2) }} {{ [1, 1].count(1) }}",
    "{% for m in messages %}{{ loop.cycle('x', 'y') }}{{ loop.changed(m.role) }}{% endfor %}", "{{ 'a' < 'b' }} {{ 'a' == 'a' }} {{ [1, 2] == [1, 2] }} {{ {'a': 1} == {'a': 1} }} {{ none == false }}", "{{ 3 | abs }}{{ -3|abs }}{{ -(3)|abs }}{{ 1 - 2 - 3 }}{{ 2 ** 3 ** 2 }}{{ 1 + 2 * 3 }}{{ 1 ~ 2 * 3 }}",
    "{{ 'a\\\nb' }}{{ '\\101' }}{{ '\\q' }}", "{{ messages is defined and messages[0].role == 'user' }}", "{%for m in messages%}{{m.role}}{%endfor%}", "{{ ('a', 'b') | join('-') }} {{ ('a',) | join }} {{ () | list }} {{ [1,2,] }} {{ {'a':1,} }}",
]

REFUSED = [
    "{{ x.y }}", "{{ raise_exception('no ' ~ messages | length) }}", "{{ 1 + 'a' }}", "{{ none.x.y }}", "{{ 1 // 0 }}", "{{ 'a' | nothing }}", "{{ 1 is nothing }}", "{{ ''.__class__.__mro__ }}",
    "{% nothing %}", "{% if true %}", "{{ 1 + }}", "{{ 'a }}", "{% set messages[0] = 1 %}", "{{ messages.append(1) }}", "{{ undefined_function() }}", "{% for a, b in [[1]] %}{% endfor %}", "{{ {} < 1 }}",
    "{{ messages[0].update({'a': 1}) }}", "{% endfor %}", "{{ [1, 2 }}", "{{ none | length }}", "{{ range(1, 2, 0) }}", "{{ x() }}", "{{ messages|tojson|fromjson }}",
]


def compiled(template):
    environment = chat_template_utils._compile_jinja_template
    return environment(template)


def render(template, messages, add):
    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return NOW
    original = chat_template_utils.datetime
    chat_template_utils.datetime = Clock
    try:
        return compiled(template).render(
            messages=messages, tools=None, documents=None, add_generation_prompt=add, **TOKENS)
    finally:
        chat_template_utils.datetime = original


def case(name, template, dialogue, add):
    result = {"name": name, "template": template, "dialogue": dialogue, "generation_prompt": add}
    try:
        result["expected"] = render(template, DIALOGUES[dialogue], add)
    except Exception as error:
        result["error"] = str(error)
    return result


def main():
    cases = []
    for name, template in FAMILIES.items():
        for dialogue in DIALOGUES:
            cases += [case(name, template, dialogue, add) for add in (False, True)]
    cases += [case(f"part {i}", template, "answered", True) for i, template in enumerate(PARTS)]
    for item in cases:
        if item["name"].startswith("part"):
            assert "error" not in item, item
    refused = [case(f"refused {i}", template, "answered", True) for i, template in enumerate(REFUSED)]
    for item in refused:
        assert "error" in item, item
    content = {"tokens": TOKENS, "dialogues": DIALOGUES, "cases": cases, "refused": refused}
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(content, ensure_ascii=True, indent=1) + "\n")


if __name__ == "__main__":
    main()
