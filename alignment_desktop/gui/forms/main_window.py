# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'main_window.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QMainWindow,
    QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout,
    QWidget)

class Ui_MainWindow(object):
    def setupUi(self, MainWindow):
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        MainWindow.resize(1440, 900)
        MainWindow.setMinimumSize(QSize(480, 270))
        MainWindow.setAcceptDrops(True)
        self.shell = QWidget(MainWindow)
        self.shell.setObjectName(u"shell")
        self.shell_layout = QHBoxLayout(self.shell)
        self.shell_layout.setSpacing(0)
        self.shell_layout.setObjectName(u"shell_layout")
        self.shell_layout.setContentsMargins(0, 0, 0, 0)
        self.navigation_pane = QFrame(self.shell)
        self.navigation_pane.setObjectName(u"navigation_pane")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.navigation_pane.sizePolicy().hasHeightForWidth())
        self.navigation_pane.setSizePolicy(sizePolicy)
        self.navigation_layout = QVBoxLayout(self.navigation_pane)
        self.navigation_layout.setSpacing(0)
        self.navigation_layout.setObjectName(u"navigation_layout")
        self.navigation_layout.setContentsMargins(0, 0, 1, 0)

        self.shell_layout.addWidget(self.navigation_pane)

        self.page_column = QWidget(self.shell)
        self.page_column.setObjectName(u"page_column")
        self.page_column_layout = QVBoxLayout(self.page_column)
        self.page_column_layout.setSpacing(0)
        self.page_column_layout.setObjectName(u"page_column_layout")
        self.page_column_layout.setContentsMargins(0, 0, 0, 0)
        self.header_pane = QFrame(self.page_column)
        self.header_pane.setObjectName(u"header_pane")
        self.header_pane.setMinimumSize(QSize(0, 56))
        self.header_pane.setMaximumSize(QSize(16777215, 56))
        self.header_layout = QHBoxLayout(self.header_pane)
        self.header_layout.setSpacing(8)
        self.header_layout.setObjectName(u"header_layout")
        self.header_layout.setContentsMargins(0, 0, 0, 1)

        self.page_column_layout.addWidget(self.header_pane)

        self.page_splitter = QSplitter(self.page_column)
        self.page_splitter.setObjectName(u"page_splitter")
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(1)
        sizePolicy1.setHeightForWidth(self.page_splitter.sizePolicy().hasHeightForWidth())
        self.page_splitter.setSizePolicy(sizePolicy1)
        self.page_splitter.setOrientation(Qt.Orientation.Horizontal)
        self.page_splitter.setHandleWidth(1)
        self.page_splitter.setChildrenCollapsible(False)
        self.page_stack = QStackedWidget(self.page_splitter)
        self.page_stack.setObjectName(u"page_stack")
        self.page_splitter.addWidget(self.page_stack)
        self.inspector_pane = QFrame(self.page_splitter)
        self.inspector_pane.setObjectName(u"inspector_pane")
        self.inspector_pane.setMinimumSize(QSize(300, 0))
        self.inspector_pane.setMaximumSize(QSize(480, 16777215))
        self.inspector_layout = QVBoxLayout(self.inspector_pane)
        self.inspector_layout.setSpacing(0)
        self.inspector_layout.setObjectName(u"inspector_layout")
        self.inspector_layout.setContentsMargins(0, 0, 0, 0)
        self.inspector_stack = QStackedWidget(self.inspector_pane)
        self.inspector_stack.setObjectName(u"inspector_stack")

        self.inspector_layout.addWidget(self.inspector_stack)

        self.page_splitter.addWidget(self.inspector_pane)

        self.page_column_layout.addWidget(self.page_splitter)


        self.shell_layout.addWidget(self.page_column)

        MainWindow.setCentralWidget(self.shell)

        self.retranslateUi(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow):
        pass
    # retranslateUi
