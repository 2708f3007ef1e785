#!/bin/sh
# 一段完整的操作：导入两年的报告，检查，说明理由，比较，提交，输出。数据库在临时文件夹里。
#
#     sh examples/session.sh
#
# 打印的内容应与 session.txt 相同。
cd "$(dirname "$0")" || exit
GIKTUI_LANG=zh
folder=$(mktemp -d) || exit
GIKTUI_DB=$folder/session.db
export GIKTUI_LANG GIKTUI_DB

run() {
  echo "\$ giktui $*"
  giktui "$@" 2>&1
  code=$?
  if [ $code -ne 0 ]; then echo "（退出码 $code）"; fi
  echo
}

run import chenghu-2024.txt chenghu-2025.txt
run check 2025
run submit 2025
run waive 2025 XY-FORCE-documents --reason 清理时合并计数
run check 2024 2025
run diff 2024 2025 --section 四
run diff 2025 chenghu-2025.txt
run search 自助终端
run submit 2025
run reopen 2025 --reason 补充一件申请
run check --explain T3-BAL-total
