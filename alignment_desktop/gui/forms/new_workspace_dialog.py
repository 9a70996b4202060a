# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_workspace_dialog.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QFrame,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)
class Ui_NewWorkspaceDialog(object):
    def setupUi(self, NewWorkspaceDialog):
        if not NewWorkspaceDialog.objectName():
            NewWorkspaceDialog.setObjectName(u"NewWorkspaceDialog")
        NewWorkspaceDialog.resize(760, 480)
        self.column = QVBoxLayout(NewWorkspaceDialog)
        self.column.setSpacing(16)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.title_label = QLabel(NewWorkspaceDialog)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setTextFormat(Qt.TextFormat.PlainText)

        self.column.addWidget(self.title_label)

        self.halves = QHBoxLayout()
        self.halves.setSpacing(24)
        self.halves.setObjectName(u"halves")
        self.template_card = QFrame(NewWorkspaceDialog)
        self.template_card.setObjectName(u"template_card")
        self.template_layout = QVBoxLayout(self.template_card)
        self.template_layout.setSpacing(2)
        self.template_layout.setObjectName(u"template_layout")
        self.template_layout.setContentsMargins(14, 14, 14, 14)

        self.halves.addWidget(self.template_card)

        self.fields = QVBoxLayout()
        self.fields.setSpacing(4)
        self.fields.setObjectName(u"fields")
        self.organisation_label = QLabel(NewWorkspaceDialog)
        self.organisation_label.setObjectName(u"organisation_label")
        self.organisation_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields.addWidget(self.organisation_label)

        self.organisation_field = QLineEdit(NewWorkspaceDialog)
        self.organisation_field.setObjectName(u"organisation_field")

        self.fields.addWidget(self.organisation_field)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_1)

        self.period_label = QLabel(NewWorkspaceDialog)
        self.period_label.setObjectName(u"period_label")
        self.period_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields.addWidget(self.period_label)

        self.period_box = QComboBox(NewWorkspaceDialog)
        self.period_box.setObjectName(u"period_box")

        self.fields.addWidget(self.period_box)

        self.gap_2 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_2)

        self.zone_label = QLabel(NewWorkspaceDialog)
        self.zone_label.setObjectName(u"zone_label")
        self.zone_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields.addWidget(self.zone_label)

        self.zone_box = QComboBox(NewWorkspaceDialog)
        self.zone_box.setObjectName(u"zone_box")
        self.zone_box.setEditable(True)
        self.zone_box.setInsertPolicy(QComboBox.NoInsert)

        self.fields.addWidget(self.zone_box)

        self.gap_3 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.fields.addItem(self.gap_3)

        self.currency_label = QLabel(NewWorkspaceDialog)
        self.currency_label.setObjectName(u"currency_label")
        self.currency_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields.addWidget(self.currency_label)

        self.currency_box = QComboBox(NewWorkspaceDialog)
        self.currency_box.setObjectName(u"currency_box")
        self.currency_box.setEditable(True)
        self.currency_box.setInsertPolicy(QComboBox.NoInsert)

        self.fields.addWidget(self.currency_box)

        self.wrong_label = QLabel(NewWorkspaceDialog)
        self.wrong_label.setObjectName(u"wrong_label")
        self.wrong_label.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong_label.setWordWrap(True)

        self.fields.addWidget(self.wrong_label)

        self.rest = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.fields.addItem(self.rest)

        self.hint_label = QLabel(NewWorkspaceDialog)
        self.hint_label.setObjectName(u"hint_label")
        self.hint_label.setTextFormat(Qt.TextFormat.PlainText)
        self.hint_label.setWordWrap(True)

        self.fields.addWidget(self.hint_label)


        self.halves.addLayout(self.fields)


        self.column.addLayout(self.halves)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.left = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.left)

        self.cancel_button = QPushButton(NewWorkspaceDialog)
        self.cancel_button.setObjectName(u"cancel_button")

        self.buttons.addWidget(self.cancel_button)

        self.create_button = QPushButton(NewWorkspaceDialog)
        self.create_button.setObjectName(u"create_button")

        self.buttons.addWidget(self.create_button)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.organisation_label.setBuddy(self.organisation_field)
        self.period_label.setBuddy(self.period_box)
        self.zone_label.setBuddy(self.zone_box)
        self.currency_label.setBuddy(self.currency_box)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.organisation_field, self.period_box)
        QWidget.setTabOrder(self.period_box, self.zone_box)
        QWidget.setTabOrder(self.zone_box, self.currency_box)
        QWidget.setTabOrder(self.currency_box, self.cancel_button)
        QWidget.setTabOrder(self.cancel_button, self.create_button)

        self.retranslateUi(NewWorkspaceDialog)

        self.create_button.setDefault(True)

    # setupUi

    def retranslateUi(self, NewWorkspaceDialog):
        pass
    # retranslateUi
